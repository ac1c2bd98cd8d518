// The result of a list: rows, counts, cursor and warnings, within its size limit.
import { type Account, createJsonBudget, Listing } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../packages/core/src/listing/collect.ts';
import { maxAnswerChars } from '../../../packages/core/src/table/size-budget.ts';
import fc from '../../random.ts';
import { createTestAccount, createTestRegistry, things } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { type CannedResponse, createFakeNetwork, createTestRuntime, type SentRequest } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

interface CollectCase {
  rows: readonly unknown[];
  total?: number | undefined;
  maxChars?: number;
  rowLimit?: number;
  account?: Account;
  /** Replaces the list's response, unless it returns undefined. */
  replaceResponse?: (sent: SentRequest, index: number) => CannedResponse | undefined;
}

/** Collects the result of a list with these rows. */
async function collectResult(
  { rows, total, maxChars, rowLimit, account = createTestAccount(), replaceResponse }: CollectCase,
  input: Record<string, unknown> = {},
) {
  const clock = new ManualClock();
  const { fetch, requests } = createFakeNetwork((request, index) => {
    const [offset, limit] = ['offset', 'limit'].map(name => Number(request.url.searchParams.get(name)));
    const page = rows.slice(offset, (offset ?? 0) + (limit ?? 0));
    return replaceResponse?.(request, index) ?? { body: { rows: page, total } };
  });
  const { getConnection, digest } = createTestRegistry(createTestRuntime(fetch, clock), [account]);
  const list = new Listing(things, getConnection(account), { response_format: 'detailed', ...input }, digest);
  const deadline = { at: clock.now() + 20_000 };
  return {
    sent: requests,
    ...(await clock.runUntilSettled(
      collect(list, {
        deadline,
        rowLimit: rowLimit ?? list.rowLimit,
        budget: maxChars === undefined ? undefined : createJsonBudget(maxChars),
      }),
    )),
  };
}

/** Follows the cursors to the end; returns the rows of every result. */
async function collectPages(collectCase: CollectCase, input: Record<string, unknown> = {}): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const { result } = await collectResult(collectCase, { ...input, ...(cursor !== undefined && { cursor }) });
    pages.push(result.rows);
    expect(result.returned).toBe(result.rows.length);
    cursor = result.next_cursor;
  } while (cursor !== undefined && pages.length < 200);
  return pages;
}

const things60 = Array.from({ length: 60 }, (_, id) => ({ id, name: `thing ${id}` }));

describe('a list result', () => {
  it('has account, rows, counts, and a cursor if the list continues', async () => {
    const { result, failure } = await collectResult({ rows: things60, total: 60 });
    expect(result).toEqual({ account: 'acme-one', rows: things60.slice(0, 25), returned: 25, total: 60, next_cursor: result.next_cursor });
    expect(result.next_cursor).toMatch(/^[\w-]+$/);
    expect(failure).toBeUndefined();
  });

  it('has neither cursor nor warnings at the end of the list', async () => {
    expect((await collectResult({ rows: things60.slice(0, 3), total: 3 })).result).toEqual({
      account: 'acme-one',
      rows: things60.slice(0, 3),
      returned: 3,
      total: 3,
    });
    expect((await collectResult({ rows: [] })).result).toEqual({ account: 'acme-one', rows: [], returned: 0 });
  });

  it('returns the whole list by its cursors, with and without a total, for any limit', async () => {
    const lists = fc.record({ size: fc.nat({ max: 60 }), limit: fc.integer({ min: 5, max: 30 }), hasTotal: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(lists, async ({ size, limit, hasTotal }) => {
        const rows = things60.slice(0, size);
        const pages = await collectPages({ rows, total: hasTotal ? size : undefined }, { limit });
        expect(pages.flat()).toEqual(rows);
        expect(pages.length).toBeLessThanOrEqual(Math.ceil(size / limit) + (hasTotal ? 0 : 1) + (size === 0 ? 1 : 0));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the size of a list result', () => {
  const wide = Array.from({ length: 60 }, (_, id) => ({ id, name: `${id} ${'x'.repeat(2_000)}` }));

  it('ends at 24,000 characters with a warning, and continues after its last row', async () => {
    const { result } = await collectResult({ rows: wide, total: 60, maxChars: maxAnswerChars }, { limit: 60 });
    expect(JSON.stringify(result).length).toBeLessThanOrEqual(maxAnswerChars);
    expect(result.returned).toBeGreaterThan(8);
    expect(result.warnings).toEqual(['The answer reached its size limit; next_cursor continues it.']);
    expect((await collectPages({ rows: wide, total: 60, maxChars: maxAnswerChars }, { limit: 60 })).flat()).toEqual(wide);
  });

  it('is measured in characters of JSON, escapes included', async () => {
    const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: '"\\\u0001'.repeat(300) }));
    const { result } = await collectResult({ rows, total: 40, maxChars: maxAnswerChars }, { limit: 40 });
    expect(JSON.stringify(result).length).toBeLessThanOrEqual(maxAnswerChars);
  });

  it('never loses or repeats a row, however large the rows are', async () => {
    const sizes = fc.array(fc.oneof(fc.nat({ max: 50 }), fc.integer({ min: 500, max: 30_000 })), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), async (lengths, hasTotal) => {
        const rows = lengths.map((length, id) => ({ id, name: 'x'.repeat(length) }));
        const pages = await collectPages({ rows, total: hasTotal ? rows.length : undefined, maxChars: maxAnswerChars });
        expect(pages.flat().map(row => JSON.stringify(row).split(',')[0])).toEqual(rows.map(({ id }) => `{"id":${id}`));
      }),
      { numRuns: 40 },
    );
  });

  it('is kept by truncating a single huge row, with a warning', async () => {
    const rows = [
      { id: 0, name: 'x'.repeat(30_000), tags: Array.from({ length: 90 }, () => 'y'.repeat(900)) },
      { id: 1, name: 'small' },
    ];
    const { result } = await collectResult({ rows, total: 2, maxChars: maxAnswerChars });
    expect(JSON.stringify(result).length).toBeLessThanOrEqual(maxAnswerChars);
    expect(result.warnings?.[0]).toMatch(/^An entry beyond the size limit was shortened/);
    expect((await collectPages({ rows, total: 2, maxChars: maxAnswerChars })).flat()).toHaveLength(2);
  });

  it('is kept for a huge row of many small parts', async () => {
    const members = Array.from({ length: 50 }, () => 'y'.repeat(400));
    const rows = [{ id: 0, groups: Array.from({ length: 50 }, () => ({ members })) }];
    const { result } = await collectResult({ rows, total: 1, maxChars: maxAnswerChars });
    expect(JSON.stringify(result).length).toBeLessThanOrEqual(maxAnswerChars);
    expect(result.rows[0]).toMatchObject({ id: 0 });
  });

  it('is unlimited without maxChars', async () => {
    const { result } = await collectResult({ rows: wide, total: 60, rowLimit: Number.POSITIVE_INFINITY });
    expect([result.returned, result.warnings, result.next_cursor]).toEqual([60, undefined, undefined]);
  });

  it('does not end the list if the next page is empty once', async () => {
    const first = await collectResult({ rows: wide, maxChars: maxAnswerChars }, { limit: 60 });
    const replaceResponse = (_: SentRequest, index: number) => (index === 0 ? { body: { rows: [] } } : undefined);
    const next = await collectResult(
      { rows: wide, maxChars: maxAnswerChars, replaceResponse },
      { limit: 60, cursor: first.result.next_cursor },
    );
    expect(next.result.returned).toBeGreaterThan(0);
  });
});

describe('a failure after the first rows', () => {
  const many = Array.from({ length: 250 }, (_, id) => ({ id }));
  /** The third page: it begins with the last row of the second. */
  const third = '198';
  const downFrom = (offset: string, status: number) => (sent: SentRequest) =>
    sent.url.searchParams.get('offset') === offset ? { status } : undefined;

  it('keeps the rows, warns that they are incomplete, and continues from there', async () => {
    const { result, failure } = await collectResult({ rows: many, total: 250, replaceResponse: downFrom(third, 503) }, { limit: 250 });
    expect(failure).toMatchObject({ code: 'unavailable', details: { account: 'acme-one' } });
    expect(result).toMatchObject({ returned: 199, total: 250, warnings: [`Incomplete: ${failure?.displayMessage}`] });
    const next = await collectResult({ rows: many, total: 250 }, { limit: 250, cursor: result.next_cursor });
    expect(next.result.rows[0]).toEqual({ id: 199 });
  });

  it('is thrown for invalid arguments, or if no rows came before', async () => {
    expect((await catchError(collectResult({ rows: many, total: 250, replaceResponse: downFrom(third, 400) }, { limit: 250 }))).code).toBe(
      'input',
    );
    expect((await catchError(collectResult({ rows: many, replaceResponse: () => ({ status: 503 }) }))).code).toBe('unavailable');
  });

  it.each([
    [403, 'denied'],
    [404, 'not_found'],
    [409, 'refused'],
    [401, 'auth'],
  ])('keeps the rows also if the provider responds %i', async (status, code) => {
    const { result, failure } = await collectResult({ rows: many, total: 250, replaceResponse: downFrom(third, status) }, { limit: 250 });
    expect([result.returned, failure?.code]).toEqual([199, code]);
  });
});
