// The answer of a list: rows, counts, cursor and warnings, within its size.
import { type Account, Listing, longestAnswer } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../packages/core/src/listing/collect.ts';
import fc from '../../random.ts';
import { account, directoryOf, things } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, outsideOf, type Reply, type Sent } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

interface Asking {
  rows: readonly unknown[];
  total?: number | undefined;
  characters?: number;
  wanted?: number;
  own?: Account;
  /** Answers instead of the list, where it gives something. */
  instead?: (sent: Sent, index: number) => Reply | undefined;
}

/** Collects one answer about a provider's rows; `input` are the arguments. */
async function answerOf({ rows, total, characters, wanted, own = account(), instead }: Asking, input: Record<string, unknown> = {}) {
  const clock = new ManualClock();
  const { fetch, sent } = network((request, index) => {
    const [offset, limit] = ['offset', 'limit'].map(name => Number(request.url.searchParams.get(name)));
    const page = rows.slice(offset, (offset ?? 0) + (limit ?? 0));
    return instead?.(request, index) ?? { body: { rows: page, total } };
  });
  const list = new Listing(things, directoryOf(outsideOf(fetch, clock), [own]).connection(own), { response_format: 'detailed', ...input });
  const deadline = { at: clock.now() + 20_000 };
  return { sent, ...(await clock.until(collect(list, { deadline, wanted: wanted ?? list.wanted, characters }))) };
}

/** Follows the cursors to the end; the rows of every answer. */
async function pages(asking: Asking, input: Record<string, unknown> = {}): Promise<unknown[][]> {
  const found: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const { answer } = await answerOf(asking, { ...input, ...(cursor !== undefined && { cursor }) });
    found.push(answer.rows);
    expect(answer.returned).toBe(answer.rows.length);
    cursor = answer.next_cursor;
  } while (cursor !== undefined && found.length < 200);
  return found;
}

const things60 = Array.from({ length: 60 }, (_, id) => ({ id, name: `thing ${id}` }));

describe('an answer', () => {
  it('holds account, rows, counts and a cursor where the list goes on', async () => {
    const { answer, failure } = await answerOf({ rows: things60, total: 60 });
    expect(answer).toEqual({ account: 'acme-one', rows: things60.slice(0, 25), returned: 25, total: 60, next_cursor: answer.next_cursor });
    expect(answer.next_cursor).toMatch(/^[\w-]+$/);
    expect(failure).toBeUndefined();
  });

  it('has neither cursor nor warnings at the end', async () => {
    expect((await answerOf({ rows: things60.slice(0, 3), total: 3 })).answer).toEqual({
      account: 'acme-one',
      rows: things60.slice(0, 3),
      returned: 3,
      total: 3,
    });
    expect((await answerOf({ rows: [] })).answer).toEqual({ account: 'acme-one', rows: [], returned: 0 });
  });

  it('leads through the whole list by its cursors, with and without a total, at any limit', async () => {
    const asked = fc.record({ size: fc.nat({ max: 60 }), limit: fc.integer({ min: 5, max: 30 }), counted: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(asked, async ({ size, limit, counted }) => {
        const rows = things60.slice(0, size);
        const found = await pages({ rows, total: counted ? size : undefined }, { limit });
        expect(found.flat()).toEqual(rows);
        expect(found.length).toBeLessThanOrEqual(Math.ceil(size / limit) + (counted ? 0 : 1) + (size === 0 ? 1 : 0));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the size of an answer', () => {
  const wide = Array.from({ length: 60 }, (_, id) => ({ id, name: `${id} ${'x'.repeat(2_000)}` }));

  it('stops at 24,000 characters, says so, and goes on behind its last row', async () => {
    const { answer } = await answerOf({ rows: wide, total: 60, characters: longestAnswer }, { limit: 60 });
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(longestAnswer);
    expect(answer.returned).toBeGreaterThan(8);
    expect(answer.warnings).toEqual(['The answer stopped at its largest size; next_cursor goes on.']);
    expect((await pages({ rows: wide, total: 60, characters: longestAnswer }, { limit: 60 })).flat()).toEqual(wide);
  });

  it('is counted in characters of JSON, escapes too', async () => {
    const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: '"\\\u0001'.repeat(300) }));
    const { answer } = await answerOf({ rows, total: 40, characters: longestAnswer }, { limit: 40 });
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(longestAnswer);
  });

  it('never loses or repeats a row, however large the rows are', async () => {
    const sizes = fc.array(fc.oneof(fc.nat({ max: 50 }), fc.integer({ min: 500, max: 30_000 })), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), async (lengths, counted) => {
        const rows = lengths.map((length, id) => ({ id, name: 'x'.repeat(length) }));
        const found = await pages({ rows, total: counted ? rows.length : undefined, characters: longestAnswer });
        expect(found.flat().map(row => JSON.stringify(row).split(',')[0])).toEqual(rows.map(({ id }) => `{"id":${id}`));
      }),
      { numRuns: 40 },
    );
  });

  it('is kept by a single huge row, which is shortened and says so', async () => {
    const rows = [
      { id: 0, name: 'x'.repeat(30_000), tags: Array.from({ length: 90 }, () => 'y'.repeat(900)) },
      { id: 1, name: 'small' },
    ];
    const { answer } = await answerOf({ rows, total: 2, characters: longestAnswer });
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(longestAnswer);
    expect(answer.warnings?.[0]).toMatch(/^An entry beyond the largest size was shortened/);
    expect((await pages({ rows, total: 2, characters: longestAnswer })).flat()).toHaveLength(2);
  });

  it('is kept by a huge row of many small parts', async () => {
    const members = Array.from({ length: 50 }, () => 'y'.repeat(400));
    const rows = [{ id: 0, groups: Array.from({ length: 50 }, () => ({ members })) }];
    const { answer } = await answerOf({ rows, total: 1, characters: longestAnswer });
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(longestAnswer);
    expect(answer.rows[0]).toMatchObject({ id: 0 });
  });

  it('is without a bound where nobody counts', async () => {
    const { answer } = await answerOf({ rows: wide, total: 60, wanted: Number.POSITIVE_INFINITY });
    expect([answer.returned, answer.warnings, answer.next_cursor]).toEqual([60, undefined, undefined]);
  });

  it('does not end a list at a page that comes empty once behind it', async () => {
    const first = await answerOf({ rows: wide, characters: longestAnswer }, { limit: 60 });
    const instead = (_: Sent, index: number) => (index === 0 ? { body: { rows: [] } } : undefined);
    const next = await answerOf({ rows: wide, characters: longestAnswer, instead }, { limit: 60, cursor: first.answer.next_cursor });
    expect(next.answer.returned).toBeGreaterThan(0);
  });
});

describe('a failure after the first rows', () => {
  const many = Array.from({ length: 250 }, (_, id) => ({ id }));
  const downFrom = (offset: string, status: number) => (sent: Sent) =>
    sent.url.searchParams.get('offset') === offset ? { status } : undefined;

  it('keeps the rows, says why they are not all, and goes on from there', async () => {
    const { answer, failure } = await answerOf({ rows: many, total: 250, instead: downFrom('200', 503) }, { limit: 250 });
    expect(failure).toMatchObject({ code: 'unavailable', details: { account: 'acme-one' } });
    expect(answer).toMatchObject({ returned: 200, total: 250, warnings: [`Incomplete: ${failure?.sentence}`] });
    const next = await answerOf({ rows: many, total: 250 }, { limit: 250, cursor: answer.next_cursor });
    expect(next.answer.rows[0]).toEqual({ id: 200 });
  });

  it('is the whole answer where the question itself is wrong, or nothing came before', async () => {
    expect((await errorOf(answerOf({ rows: many, total: 250, instead: downFrom('200', 400) }, { limit: 250 }))).code).toBe('input');
    expect((await errorOf(answerOf({ rows: many, instead: () => ({ status: 503 }) }))).code).toBe('unavailable');
  });

  it.each([
    [403, 'denied'],
    [404, 'not_found'],
    [409, 'refused'],
    [401, 'auth'],
  ])('keeps the rows also where the provider says %i', async (status, code) => {
    const { answer, failure } = await answerOf({ rows: many, total: 250, instead: downFrom('200', status) }, { limit: 250 });
    expect([answer.returned, failure?.code]).toEqual([200, code]);
  });
});
