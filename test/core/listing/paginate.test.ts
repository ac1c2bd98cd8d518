// Pagination, one case at a time.
import { describe, expect, it } from 'vitest';
import { paginate } from '../../../packages/core/src/listing/paginate.ts';
import { catchError } from '../catch-error.ts';
import { flushPromises } from '../manual-clock.ts';
import { collectChunks, createFakeList, createRows, identify } from './paginate-harness.ts';

const all = Number.POSITIVE_INFINITY;

describe('pagination', () => {
  it('requests a single page if that is enough', async () => {
    const { fetchPage, log } = createFakeList({ size: 60, total: () => 60 });
    const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: 25, pageSize: 100 });
    expect(rows).toEqual(createRows(0, 25));
    expect(log.pageRequests).toEqual([{ offset: 0, limit: 25 }]);
    expect(last).toMatchObject({ nextOffset: 25, keys: { length: 25 }, total: 60 });
    expect(last?.end).toBeUndefined();
  });

  it('requests the pages after the first concurrently if the total is known', async () => {
    const { fetchPage, log } = createFakeList({ size: 95, total: () => 95 });
    const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 });
    expect(rows).toEqual(createRows(0, 95));
    // Each page begins with the last row of the page before; one request asks beyond the total.
    expect(log.pageRequests.map(({ offset }) => offset)).toEqual([0, 9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 95]);
    expect([log.maxInFlight, last?.end]).toEqual([4, 'complete']);
  });

  it('requests one page after the other without a total, until an empty one', async () => {
    const { fetchPage, log } = createFakeList({ size: 25 });
    const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 });
    expect(rows).toEqual(createRows(0, 25));
    // Nothing follows, and the last row is still in its place.
    expect(log.pageRequests.map(({ offset }) => offset)).toEqual([0, 9, 18, 25, 24]);
    expect([log.maxInFlight, last?.end]).toEqual([1, 'complete']);
  });

  it('requests a page without the last row once more, and accepts one that has nothing behind it', async () => {
    const flaky = createFakeList({ size: 30, emptyOnceAt: [9, 18] });
    expect((await collectChunks({ fetchPage: flaky.fetchPage, offset: 0, rowLimit: all, pageSize: 10 })).rows).toEqual(createRows(0, 30));
    const { fetchPage, log } = createFakeList({ size: 10 });
    expect((await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 })).last?.end).toBe('complete');
    expect(log.pageRequests.map(({ offset }) => offset)).toEqual([0, 9, 10, 9]);
  });

  it('requests an empty first page once more if the row before is known', async () => {
    const { fetchPage } = createFakeList({ size: 30, emptyOnceAt: [9] });
    const { last } = await collectChunks({ fetchPage, offset: 0, rowLimit: 10, pageSize: 10 });
    expect((await collectChunks({ fetchPage, offset: 10, lastKey: last?.keys.at(-1), rowLimit: all, pageSize: 10 })).rows).toEqual(
      createRows(10, 20),
    );
  });

  it('reports that a list ends before its total', async () => {
    const { fetchPage } = createFakeList({ size: 42, total: () => 95 });
    const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 });
    expect(rows).toEqual(createRows(0, 42));
    expect(last).toMatchObject({ end: 'total-not-reached', nextOffset: 42, total: 95 });
  });

  it('keeps the total if an empty page does not repeat it', async () => {
    const { fetchPage, log } = createFakeList({
      size: 30,
      maxRowsPerPage: [5, 10],
      emptyOnceAt: [13],
      total: index => (index === 0 ? 30 : undefined),
    });
    const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 });
    expect(rows).toEqual(createRows(0, 30));
    expect([last?.nextOffset, last?.end, log.pageRequests.filter(({ offset }) => offset === 13).length]).toEqual([30, 'complete', 2]);
  });

  it('of an empty list, or from beyond its end, returns no rows and the end', async () => {
    for (const total of [() => undefined, () => 0]) {
      const { fetchPage } = createFakeList({ size: 0, total });
      expect(await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 })).toMatchObject({
        rows: [],
        last: { end: 'complete', nextOffset: 0 },
      });
    }
    const { fetchPage } = createFakeList({ size: 5, total: () => 5 });
    expect(await collectChunks({ fetchPage, offset: 9, rowLimit: 3, pageSize: 10 })).toMatchObject({
      rows: [],
      last: { end: 'complete', nextOffset: 9 },
    });
  });

  it('never requests beyond the largest offset, and reports that', async () => {
    for (const total of [() => undefined, () => 100]) {
      const { fetchPage, log } = createFakeList({ size: 100, total });
      const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10, maxOffset: 50 });
      expect(rows).toEqual(createRows(0, 60));
      expect(last?.end).toBe('offset-limit');
      expect(Math.max(...log.pageRequests.map(({ offset }) => offset))).toBe(50);
    }
    const { fetchPage, log } = createFakeList({ size: 100 });
    expect((await collectChunks({ fetchPage, offset: 51, rowLimit: 10, pageSize: 10, maxOffset: 50 })).last?.end).toBe('offset-limit');
    expect(log.pageRequests).toEqual([]);
  });

  it('stops if the provider returns the same page again and again', async () => {
    const { fetchPage, log } = createFakeList({ size: 10 });
    const repeating = () => fetchPage({ offset: 0, limit: 10 }, new AbortController().signal);
    expect((await catchError(collectChunks({ fetchPage: repeating, identify, offset: 0, rowLimit: all, pageSize: 10 }))).code).toBe(
      'malformed',
    );
    // Two pages repeat the first one: a list that grew by a page at its front would repeat it once.
    expect(log.pageRequests.length).toBeLessThanOrEqual(4);
  });

  it.each([1, 20])('never returns a repeated page of %i rows as the rest of the list', async size => {
    const repeating = createFakeList({ size });
    const fetchPage = ({ limit }: { limit: number }, signal: AbortSignal) => repeating.fetchPage({ offset: 0, limit }, signal);
    const outcome = await collectChunks({ fetchPage, identify, offset: 0, rowLimit: 25, pageSize: 100 }).catch(() => undefined);
    expect(outcome?.rows.length ?? 0).toBeLessThanOrEqual(size);
  });

  it('accepts identical rows if the provider reports a total', async () => {
    const fetchPage = async ({ offset, limit }: { offset: number; limit: number }) => ({
      rows: Array.from({ length: Math.min(limit, 50 - offset) }, () => ({ status: 'active' })),
      total: 50,
    });
    expect((await collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 })).rows).toHaveLength(50);
  });

  it('that is stopped early aborts the requests in flight', async () => {
    const { fetchPage, log } = createFakeList({ size: 95, total: () => 95 });
    for await (const { nextOffset } of paginate({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 })) {
      if (nextOffset === 19) break;
    }
    expect(log.pageRequests.length).toBeLessThanOrEqual(6);
    expect(log.signals.every(({ aborted }) => aborted)).toBe(true);
    await flushPromises();
    expect(log.pageRequests.length).toBeLessThanOrEqual(6);
  });

  it('that fails in the middle yields every page before in order, then throws', async () => {
    const { fetchPage, log } = createFakeList({ size: 95, total: () => 95 });
    const failing: typeof fetchPage = async (position, signal) => {
      if (position.offset === 36) throw new Error('page 5 is down');
      return fetchPage(position, signal);
    };
    const rows: unknown[] = [];
    const readAll = async () => {
      for await (const chunk of paginate({ fetchPage: failing, offset: 0, rowLimit: all, pageSize: 10 })) rows.push(...chunk.rows);
    };
    await expect(readAll()).rejects.toThrow('page 5 is down');
    expect(rows).toEqual(createRows(0, 37));
    expect(log.signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('stops in an endless list', async () => {
    let page = 0;
    const fetchPage = async () => ({ rows: [{ id: page++ }] });
    const error = await catchError(collectChunks({ fetchPage, offset: 0, rowLimit: all, pageSize: 10 }));
    expect([error.code, page]).toEqual(['malformed', 20_000]);
  });
});
