// Pagination over any list: every row exactly once and in order, whatever page sizes the provider returns.
import { describe, expect, it } from 'vitest';
import type { PageRequest } from '../../../packages/core/src/model/operation.ts';
import fc from '../../random.ts';
import { collectChunks, createFakeList, createRows } from './paginate-harness.ts';

const listArbitraries = {
  size: fc.nat({ max: 60 }),
  offset: fc.nat({ max: 70 }),
  rowLimit: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant(Number.POSITIVE_INFINITY)),
  pageSize: fc.integer({ min: 1, max: 12 }),
  maxRowsPerPage: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
  sendsExtraRows: fc.boolean(),
};
const runs = { numRuns: 150 };

/** Of pages with one row, each row is joined to the last one in three requests; some are read ahead in vain. */
const maxRequestsPerRow = 3;

/** The offsets after full pages: where providers sometimes send an empty page once. */
const offsetsAfterFullPages = (offset: number, pageSize: number, chosen: readonly number[]) =>
  chosen.map(page => offset + (page + 1) * pageSize);

describe('pagination of a list with a total', () => {
  it('returns the requested rows, whatever the page sizes', async () => {
    const emptyOnceAt = fc.array(fc.nat({ max: 70 }));
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...listArbitraries, emptyOnceAt }),
        async ({ size, offset, rowLimit, pageSize, maxRowsPerPage, sendsExtraRows, emptyOnceAt }) => {
          const { fetchPage, log } = createFakeList({ size, maxRowsPerPage, sendsExtraRows, emptyOnceAt, total: () => size });
          const { rows, last } = await collectChunks({ fetchPage, offset, rowLimit, pageSize });
          expect(rows).toEqual(createRows(offset, Math.min(rowLimit, size - offset)));
          expect(last?.end).toBe(offset + rowLimit >= size ? 'complete' : undefined);
          expect(last?.nextOffset).toBe(offset + rows.length);
          expect(log.maxInFlight).toBeLessThanOrEqual(4);
          expect(log.pageRequests.length).toBeLessThanOrEqual(maxRequestsPerRow * rows.length + 3 * emptyOnceAt.length + 18);
          // One row beyond shows whether the list goes on.
          expect(log.pageRequests.every(position => position.offset + position.limit <= offset + rowLimit + 1)).toBe(true);
        },
      ),
      runs,
    );
  });

  it('loses no row if only some pages report the total', async () => {
    const pagesWithTotal = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...listArbitraries, pagesWithTotal }),
        async ({ size, offset, rowLimit, pageSize, maxRowsPerPage, sendsExtraRows, pagesWithTotal }) => {
          const { fetchPage, log } = createFakeList({
            size,
            maxRowsPerPage,
            sendsExtraRows,
            total: index => (pagesWithTotal[index % pagesWithTotal.length] ? size : undefined),
          });
          const { rows } = await collectChunks({ fetchPage, offset, rowLimit, pageSize });
          expect(rows).toEqual(createRows(offset, Math.min(rowLimit, size - offset)));
          expect(log.maxInFlight).toBeLessThanOrEqual(4);
        },
      ),
      runs,
    );
  });

  it('returns the first rows in order and ends if the total is wrong', async () => {
    const totals = fc.array(fc.nat({ max: 90 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.record({ ...listArbitraries, totals }), async ({ size, offset, rowLimit, pageSize, maxRowsPerPage, totals }) => {
        const total = (index: number) => totals[index % totals.length];
        const { fetchPage, log } = createFakeList({ size, maxRowsPerPage, total });
        const { rows, last } = await collectChunks({ fetchPage, offset, rowLimit, pageSize });
        expect(rows).toEqual(createRows(offset, rows.length));
        expect(rows.length).toBeLessThanOrEqual(Math.min(rowLimit, Math.max(0, size - offset)));
        const minRows = Math.min(...totals, size) - offset;
        expect(rows.length).toBeGreaterThanOrEqual(Math.min(rowLimit, Math.max(0, minRows)));
        if (last?.end === 'total-not-reached') expect(rows).toHaveLength(Math.max(0, size - offset));
        expect(log.pageRequests.length).toBeLessThanOrEqual(maxRequestsPerRow * rows.length + 30);
      }),
      runs,
    );
  });
});

describe('pagination of a list without a total', () => {
  it('returns the requested rows, whatever the page sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(listArbitraries), async ({ size, offset, rowLimit, pageSize, maxRowsPerPage, sendsExtraRows }) => {
        const { fetchPage, log } = createFakeList({ size, maxRowsPerPage, sendsExtraRows });
        const { rows, last } = await collectChunks({ fetchPage, offset, rowLimit, pageSize });
        expect(rows).toEqual(createRows(offset, Math.min(rowLimit, size - offset)));
        if (rows.length < rowLimit) expect(last?.end).toBe('complete');
        expect(log.maxInFlight).toBeLessThanOrEqual(1);
        expect(log.pageRequests.length).toBeLessThanOrEqual(maxRequestsPerRow * rows.length + 4);
      }),
      runs,
    );
  });

  it('is not stopped by a single empty page after a full one', async () => {
    const pages = fc.array(fc.nat({ max: 5 }));
    await fc.assert(
      fc.asyncProperty(fc.record({ ...listArbitraries, pages }), async ({ size, offset, rowLimit, pageSize, pages }) => {
        const { fetchPage } = createFakeList({ size, emptyOnceAt: offsetsAfterFullPages(offset, pageSize, pages) });
        const { rows } = await collectChunks({ fetchPage, offset, rowLimit, pageSize });
        expect(rows).toEqual(createRows(offset, Math.min(rowLimit, size - offset)));
      }),
      runs,
    );
  });

  it('continues exactly where an earlier pagination stopped', async () => {
    const split = fc.integer({ min: 1, max: 30 });
    await fc.assert(
      fc.asyncProperty(fc.record({ ...listArbitraries, split }), async ({ size, pageSize, split }) => {
        const emptyOnceAt = [split];
        const { fetchPage } = createFakeList({ size, emptyOnceAt });
        const first = await collectChunks({ fetchPage, offset: 0, rowLimit: split, pageSize });
        const { nextOffset = 0, keys = new Float64Array() } = first.last ?? {};
        const second = await collectChunks({
          fetchPage,
          offset: nextOffset,
          lastKey: keys.at(-1),
          rowLimit: Number.POSITIVE_INFINITY,
          pageSize,
        });
        expect([...first.rows, ...second.rows]).toEqual(createRows(0, size));
      }),
      runs,
    );
  });
});

describe('pagination with a largest offset', () => {
  it('never requests beyond it, returns all rows up to it, and reports that the list is incomplete', async () => {
    const bound = fc.record({ ...listArbitraries, maxOffset: fc.nat({ max: 60 }), hasTotal: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(bound, async ({ size, offset, rowLimit, pageSize, maxRowsPerPage, maxOffset, hasTotal }) => {
        const { fetchPage, log } = createFakeList({ size, maxRowsPerPage, total: () => (hasTotal ? size : undefined) });
        const { rows, last } = await collectChunks({ fetchPage, offset, rowLimit, pageSize, maxOffset });
        expect(rows).toEqual(createRows(offset, rows.length));
        expect(log.pageRequests.every(position => position.offset <= maxOffset)).toBe(true);
        const expectedRows = Math.min(rowLimit, Math.max(0, size - offset));
        if (rows.length < expectedRows) {
          expect(last?.end).toBe('offset-limit');
          expect(offset + rows.length).toBeGreaterThan(maxOffset);
        }
      }),
      runs,
    );
  });
});

describe('pagination of a list with page numbers', () => {
  const pageArbitraries = { ...listArbitraries, reportsTotal: fc.boolean() };

  /** Runs over a list that counts its rows by page, so a request for anything but a whole page would get other rows. */
  const createPages = (size: number, pageSize: number, reportsTotal: boolean, sendsExtraRows = false) => {
    const { fetchPage, log } = createFakeList({ size, sendsExtraRows, total: () => (reportsTotal ? size : undefined) });
    return { fetchPage, log, isWhole: () => log.pageRequests.every(({ offset, limit }) => offset % pageSize === 0 && limit === pageSize) };
  };

  it('requests whole pages only, and returns every requested row exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(pageArbitraries), async ({ size, offset, rowLimit, pageSize, sendsExtraRows, reportsTotal }) => {
        const { fetchPage, log, isWhole } = createPages(size, pageSize, reportsTotal, sendsExtraRows);
        const { rows, last } = await collectChunks({ fetchPage, offset, rowLimit, pageSize, pageNumbers: true });
        expect(rows).toEqual(createRows(offset, Math.min(rowLimit, size - offset)));
        if (rows.length < rowLimit) expect(last?.end).toBe('complete');
        expect(isWhole()).toBe(true);
        expect(log.maxInFlight).toBeLessThanOrEqual(reportsTotal ? 4 : 1);
        expect(log.pageRequests.length).toBeLessThanOrEqual(2 * Math.ceil(rows.length / pageSize) + 5);
      }),
      runs,
    );
  });

  it('continues exactly where an earlier pagination stopped', async () => {
    const steps = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.record({ ...pageArbitraries, steps }), async ({ size, pageSize, reportsTotal, steps }) => {
        const { fetchPage, isWhole } = createPages(size, pageSize, reportsTotal);
        const rows: unknown[] = [];
        let position: { offset: number; lastKey?: number | undefined } = { offset: 0 };
        for (const rowLimit of [...steps, Number.POSITIVE_INFINITY]) {
          const { rows: received, last } = await collectChunks({ fetchPage, ...position, rowLimit, pageSize, pageNumbers: true });
          rows.push(...received);
          if (last !== undefined) position = { offset: last.nextOffset, lastKey: last.keys.at(-1) };
          if (last?.end !== undefined) break;
        }
        expect(rows).toEqual(createRows(0, size));
        expect(isWhole()).toBe(true);
      }),
      runs,
    );
  });

  it('loses no row of a provider without a total whose pages are smaller than requested', async () => {
    const arbitraries = fc.record({ ...pageArbitraries, cap: fc.integer({ min: 1, max: 12 }), limit: fc.integer({ min: 1, max: 30 }) });
    await fc.assert(
      fc.asyncProperty(arbitraries, async ({ size, pageSize, cap, limit }) => {
        const rowsPerPage = Math.min(cap, pageSize);
        const fetchPage = async ({ offset, limit }: PageRequest) => {
          const start = (offset / limit) * rowsPerPage;
          return { rows: createRows(start, Math.min(rowsPerPage, size - start)) };
        };
        const options = { fetchPage, pageSize, pageNumbers: true };
        const first = await collectChunks({ ...options, offset: 0, rowLimit: limit });
        expect(first.rows).toEqual(createRows(0, Math.min(limit, size)));
        const { nextOffset = 0, keys = new Float64Array() } = first.last ?? {};
        const rest = await collectChunks({
          ...options,
          offset: nextOffset,
          lastKey: keys.at(-1),
          rowLimit: Number.POSITIVE_INFINITY,
        });
        expect([...first.rows, ...(first.last?.end === undefined ? rest.rows : [])]).toEqual(createRows(0, size));
      }),
      runs,
    );
  });
});
