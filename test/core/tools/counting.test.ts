// `where`, `count_by` and `limit: 0` of a list tool, against a fake list.
import { createJsonBudget, createListTool, type Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { maxAnswerChars } from '../../../packages/core/src/table/size-budget.ts';
import fc from '../../random.ts';
import { createTestRegistry, things } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

interface FakeList {
  rows: readonly Record<string, unknown>[];
  hasTotal?: boolean;
  /** The total that the provider reports; the number of rows by default. */
  announcedTotal?: number;
  /** Fails from this offset on. */
  failsFrom?: number;
  operation?: Operation;
}

function createRunner({
  rows,
  hasTotal = true,
  announcedTotal = rows.length,
  failsFrom = Number.POSITIVE_INFINITY,
  operation = things,
}: FakeList) {
  const clock = new ManualClock();
  const { fetch, requests } = createFakeNetwork(({ url }) => {
    const [offset, limit] = [Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))];
    if (offset >= failsFrom) return { status: 403 };
    return { body: { rows: rows.slice(offset, offset + limit), ...(hasTotal && { total: announcedTotal }) } };
  });
  const registry = createTestRegistry(createTestRuntime(fetch, clock));
  const tool = createListTool(operation);
  const run = (input: Record<string, unknown>, maxChars?: number) =>
    clock.runUntilSettled(
      tool.run(input, {
        registry,
        deadline: { at: clock.now() + 20_000 },
        budget: maxChars === undefined ? undefined : createJsonBudget(maxChars),
      }),
    );
  return { run, sent: requests };
}

const letters = ['a', 'b', 'c'];
const list = Array.from({ length: 250 }, (_, id) => ({ id, name: letters[id % 3], tags: id % 2 === 0 ? ['even'] : [] }));

describe('a list with where', () => {
  it('returns the rows that match, their number and no provider total', async () => {
    const { content } = await createRunner({ rows: list }).run({ where: { name: 'B' }, fields: ['id'], limit: 500 });
    expect(content).toEqual({
      account: 'acme-one',
      rows: list.filter(({ name }) => name === 'b').map(({ id }) => ({ id })),
      returned: 83,
      total: 83,
    });
  });

  it('shows the compared fields in the concise form', async () => {
    const {
      table: { rows, columns },
    } = await createRunner({ rows: list }).run({ where: { tags: 'even' }, limit: 1 });
    expect([rows, columns]).toEqual([[{ id: 0, name: 'a', tags: ['even'] }], ['id', 'name', 'ip.mode', 'tags']]);
  });

  it('returns all matching rows by its cursors, for any limit and size', async () => {
    const ids = fc.array(fc.constantFrom(...letters), { maxLength: 260 });
    const limits = fc.integer({ min: 1, max: 60 });
    await fc.assert(
      fc.asyncProperty(ids, limits, fc.boolean(), fc.boolean(), async (names, limit, hasTotal, isSmall) => {
        const rows = names.map((name, id) => ({ id, name }));
        const { run } = createRunner({ rows, hasTotal });
        const found: unknown[] = [];
        let cursor: unknown;
        do {
          const { content } = await run(
            { where: { name: ['a', 'C'] }, fields: ['id'], limit, ...(cursor !== undefined && { cursor }) },
            isSmall ? 2_050 : undefined,
          );
          found.push(...(content.rows as unknown[]));
          cursor = content.next_cursor;
        } while (cursor !== undefined);
        expect(found).toEqual(rows.filter(({ name }) => name !== 'b').map(({ id }) => ({ id })));
      }),
      { numRuns: 40 },
    );
  });

  it('rejects the cursor of another where', async () => {
    const { run } = createRunner({ rows: list });
    const { content } = await run({ where: { name: 'a' }, limit: 1 });
    expect((await catchError(run({ where: { name: 'b' }, limit: 1, cursor: content.next_cursor }))).details.field).toBe('cursor');
  });

  it.each([
    [{ where: { nam: 'a' } }, 'did you mean name?'],
    [{ where: { password: 'a' } }, 'Unknown field "password"'],
    [{ where: { 'ip.pin': '1' } }, 'Unknown field "ip.pin"'],
    [{ where: { depth: '1' } }, 'only with full: true'],
    [{ where: {} }, 'at least one field'],
    [{ count_by: ['password'] }, 'Unknown field "password"'],
    [{ count_by: ['ip'] }, 'one of the fields of ip: ip.mode'],
    [{ count_by: ['id', 'name', 'tags', 'contact'] }, 'at most 3 fields'],
    [{ count_by: ['name'], offset: 5 }, '"count_by" counts the whole list'],
    [{ limit: 0, cursor: 'garbage' }, 'cursor'],
    [{ limit: -1 }, 'from 0 to 500'],
  ])('rejects %j before anything is sent', async (input, message) => {
    const { run, sent } = createRunner({ rows: list });
    const error = await catchError(run(input));
    expect([error.code, error.message]).toEqual(['input', expect.stringContaining(message)]);
    expect(sent).toEqual([]);
  });
});

describe('a list with count_by', () => {
  it('returns groups instead of rows, and the same as a table', async () => {
    const {
      content,
      table: { rows, columns },
    } = await createRunner({ rows: list }).run({ count_by: ['name'] });
    const groups = [
      { name: 'a', count: 84 },
      { name: 'b', count: 83 },
      { name: 'c', count: 83 },
    ];
    expect(content).toEqual({ account: 'acme-one', groups, total: 250 });
    expect([rows, columns]).toEqual([groups, ['name', 'count']]);
  });

  it('counts only the rows that match where', async () => {
    const { content } = await createRunner({ rows: list }).run({ count_by: ['name'], where: { tags: '', name: ['a', 'b'] } });
    expect(content).toMatchObject({
      groups: [
        { name: 'a', count: 42 },
        { name: 'b', count: 42 },
      ],
      total: 84,
    });
  });

  it('keeps the size limit, and counts what is left out', async () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({ id, name: `${id} ${'x'.repeat(500)}` }));
    const { content } = await createRunner({ rows }).run({ count_by: ['name'] }, maxAnswerChars);
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
    const shown = (content.groups as unknown[]).length;
    expect(content).toMatchObject({ total: 300, warnings: [`${300 - shown} smaller groups are left out, with ${300 - shown} rows.`] });
  });

  it('says so where only a part could be read', async () => {
    const { content, failure } = await createRunner({ rows: list, failsFrom: 100 }).run({ count_by: ['name'] });
    expect(failure?.code).toBe('denied');
    expect(content.total).toBeUndefined();
    expect(content.warnings).toEqual([expect.stringMatching(/^Incomplete, only the first 199 rows are counted/)]);
  });
});

describe('a list with limit 0', () => {
  it('counts the whole list behind a cursor, too', async () => {
    const { run } = createRunner({ rows: list });
    const { content } = await run({ limit: 10 });
    expect((await run({ limit: 0, cursor: content.next_cursor })).content.total).toBe(250);
    expect((await catchError(run({ limit: 0, cursor: content.next_cursor, where: { name: 'a' } }))).code).toBe('input');
  });

  const result = { account: 'acme-one', rows: [], returned: 0, total: 250 };

  it('takes the total of the smallest page', async () => {
    const { run, sent } = createRunner({ rows: list });
    const {
      content,
      table: { rows, columns },
    } = await run({ limit: 0 });
    expect([content, rows, columns]).toEqual([result, [{ total: 250 }], ['total']]);
    expect(sent.map(({ url }) => [url.searchParams.get('limit'), url.searchParams.get('fields')])).toEqual([['1', 'id']]);
  });

  it('counts to the end without a total, or where rows are compared', async () => {
    expect((await createRunner({ rows: list, hasTotal: false }).run({ limit: 0 })).content).toEqual(result);
    expect((await createRunner({ rows: list }).run({ limit: 0, where: { name: 'c' } })).content).toEqual({ ...result, total: 83 });
    expect((await createRunner({ rows: [], hasTotal: false }).run({ limit: 0 })).content).toEqual({ ...result, total: 0 });
  });
});

describe('a list that is not read to its end', () => {
  const incomplete = expect.stringMatching(/^Incomplete: /);

  it.each([
    ['the provider counts more rows than it gives', { announcedTotal: 300 }],
    ['the list goes no further than an offset', { operation: { ...things, maxOffset: 100 } as Operation }],
  ])('has no total where %s', async (_, options) => {
    const { run } = createRunner({ rows: list, ...options });
    const where = { name: ['a', 'b', 'c'] };
    const counted = await run({ limit: 0, where });
    expect(counted.content).toEqual({ account: 'acme-one', rows: [], returned: 0, warnings: [incomplete] });
    expect(counted.table.rows).toEqual([]);
    const grouped = (await run({ count_by: ['name'] })).content;
    expect(grouped).not.toHaveProperty('total');
    expect(grouped.warnings).toEqual([incomplete]);
  });
});

describe('a filter that the provider ignores', () => {
  const operation: Operation = { ...things, row: { id: 'id', fields: { ...things.row.fields, status: { description: 'Status' } } } };
  const rows = Array.from({ length: 120 }, (_, id) => ({ id, status: id % 4 === 3 ? 'active' : 'inactive' }));
  const run = createRunner({ rows, operation }).run;

  it('leaves rows out, refills the answer, and warns once', async () => {
    const { content } = await createRunner({ rows, operation }).run({ status: 'active', fields: ['id'], limit: 10 });
    expect(content.rows).toEqual(Array.from({ length: 10 }, (_, index) => ({ id: index * 4 + 3 })));
    expect(content.warnings).toEqual([expect.stringMatching(/^The provider ignored the filter by status: \d+ rows/)]);
  });

  it('is counted as far as it holds', async () => {
    expect((await run({ status: 'active', limit: 0 })).content).toMatchObject({
      total: 30,
      warnings: ['The provider ignored the filter by status: 90 rows that do not match were left out.'],
    });
    expect((await run({ status: 'active', count_by: ['status'] })).content.groups).toEqual([{ status: 'active', count: 30 }]);
  });

  it.each<[string, readonly string[]]>([
    ['the first row matches', ['active', ...Array(90).fill('inactive'), ...Array(29).fill('active')]],
    ['the first page matches', [...Array(110).fill('active'), ...Array(40).fill('inactive')]],
    ['both ends match', [...Array(60).fill('active'), ...Array(60).fill('inactive'), ...Array(10).fill('active')]],
  ])('is counted as far as it holds where %s', async (_, statuses) => {
    const runner = createRunner({ rows: statuses.map((status, id) => ({ id, status })), operation });
    const { content } = await runner.run({ status: 'active', limit: 0 });
    expect(content.total).toBe(statuses.filter(status => status === 'active').length);
    expect(content.warnings).toEqual([expect.stringMatching(/^The provider ignored the filter by status: /)]);
  });

  it('is not suspected where a page and the last row match', async () => {
    const matching = Array.from({ length: 500 }, (_, id) => ({ id, status: 'active' }));
    const { run, sent } = createRunner({ rows: matching, operation });
    expect((await run({ status: 'active', limit: 0 })).content).toEqual({ account: 'acme-one', rows: [], returned: 0, total: 500 });
    expect(sent.map(({ url }) => [url.searchParams.get('offset'), url.searchParams.get('limit')])).toEqual([
      ['0', '100'],
      ['499', '1'],
    ]);
  });

  it('is counted with one request in a list that comes whole', async () => {
    const { run, sent } = createRunner({
      rows,
      operation: { ...operation, wholeList: true, request: () => ({ method: 'GET', path: '/things', query: { offset: 0, limit: 1_000 } }) },
    });
    expect((await run({ status: 'active', limit: 0 })).content.total).toBe(30);
    expect(sent).toHaveLength(1);
  });
});
