// The page walker over any list: every row exactly once and in order, however the provider cuts its pages.

import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';
import { listOf, rowsFrom, walked } from './paginate-harness.ts';

const walkOf = {
  size: fc.nat({ max: 60 }),
  offset: fc.nat({ max: 70 }),
  wanted: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant(Number.POSITIVE_INFINITY)),
  pageSize: fc.integer({ min: 1, max: 12 }),
  cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
  generous: fc.boolean(),
};
const runs = { numRuns: 150 };

/** The offsets behind pages that were as full as the request allowed: where one-off empty pages are seen. */
const gapsOf = (offset: number, pageSize: number, chosen: readonly number[]) => chosen.map(page => offset + (page + 1) * pageSize);

describe('a walk over a list with a total', () => {
  it('gives what was wanted of it, whatever pages it is cut into', async () => {
    const gaps = fc.array(fc.nat({ max: 70 }));
    await fc.assert(
      fc.asyncProperty(fc.record({ ...walkOf, gaps }), async ({ size, offset, wanted, pageSize, cuts, generous, gaps }) => {
        const { ask, record } = listOf({ size, cuts, generous, gaps, total: () => size });
        const { rows, last } = await walked({ ask, offset, wanted, pageSize });
        expect(rows).toEqual(rowsFrom(offset, Math.min(wanted, size - offset)));
        expect(last?.end).toBe(offset + wanted >= size ? 'complete' : undefined);
        expect(last?.next).toBe(offset + rows.length);
        expect(record.most).toBeLessThanOrEqual(4);
        expect(record.asked.length).toBeLessThanOrEqual(rows.length + gaps.length + 4);
        expect(record.asked.every(position => position.offset + position.limit <= offset + wanted)).toBe(true);
      }),
      runs,
    );
  });

  it('loses nothing where only some of its pages say the total', async () => {
    const told = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.record({ ...walkOf, told }), async ({ size, offset, wanted, pageSize, cuts, generous, told }) => {
        const { ask, record } = listOf({ size, cuts, generous, total: index => (told[index % told.length] ? size : undefined) });
        const { rows } = await walked({ ask, offset, wanted, pageSize });
        expect(rows).toEqual(rowsFrom(offset, Math.min(wanted, size - offset)));
        expect(record.most).toBeLessThanOrEqual(4);
      }),
      runs,
    );
  });

  it('gives the beginning of it, in order, where the total is wrong, and ends', async () => {
    const totals = fc.array(fc.nat({ max: 90 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.record({ ...walkOf, totals }), async ({ size, offset, wanted, pageSize, cuts, totals }) => {
        const total = (index: number) => totals[index % totals.length];
        const { ask, record } = listOf({ size, cuts, total });
        const { rows, last } = await walked({ ask, offset, wanted, pageSize });
        expect(rows).toEqual(rowsFrom(offset, rows.length));
        expect(rows.length).toBeLessThanOrEqual(Math.min(wanted, Math.max(0, size - offset)));
        const least = Math.min(...totals, size) - offset;
        expect(rows.length).toBeGreaterThanOrEqual(Math.min(wanted, Math.max(0, least)));
        if (last?.end === 'short') expect(rows).toHaveLength(Math.max(0, size - offset));
        expect(record.asked.length).toBeLessThanOrEqual(rows.length + 12);
      }),
      runs,
    );
  });
});

describe('a walk over a list without a total', () => {
  it('gives what was wanted of it, whatever pages it is cut into', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(walkOf), async ({ size, offset, wanted, pageSize, cuts, generous }) => {
        const { ask, record } = listOf({ size, cuts, generous });
        const { rows, last } = await walked({ ask, offset, wanted, pageSize });
        expect(rows).toEqual(rowsFrom(offset, Math.min(wanted, size - offset)));
        if (rows.length < wanted) expect(last?.end).toBe('complete');
        expect(record.most).toBeLessThanOrEqual(1);
        expect(record.asked.length).toBeLessThanOrEqual(rows.length + 2);
      }),
      runs,
    );
  });

  it('is not stopped by a page that comes empty once after a full one', async () => {
    const pages = fc.array(fc.nat({ max: 5 }));
    await fc.assert(
      fc.asyncProperty(fc.record({ ...walkOf, pages }), async ({ size, offset, wanted, pageSize, pages }) => {
        const { ask } = listOf({ size, gaps: gapsOf(offset, pageSize, pages) });
        const { rows } = await walked({ ask, offset, wanted, pageSize });
        expect(rows).toEqual(rowsFrom(offset, Math.min(wanted, size - offset)));
      }),
      runs,
    );
  });

  it('goes on in a second walk exactly where the first one stopped', async () => {
    const split = fc.integer({ min: 1, max: 30 });
    await fc.assert(
      fc.asyncProperty(fc.record({ ...walkOf, split }), async ({ size, pageSize, split }) => {
        const gaps = [split];
        const { ask } = listOf({ size, gaps });
        const first = await walked({ ask, offset: 0, wanted: split, pageSize });
        const { next = 0, full = false } = first.last ?? {};
        const second = await walked({ ask, offset: next, afterFull: full, wanted: Number.POSITIVE_INFINITY, pageSize });
        expect([...first.rows, ...second.rows]).toEqual(rowsFrom(0, size));
      }),
      runs,
    );
  });
});

describe('a bound walk', () => {
  it('never asks beyond the last offset, gives all rows before it, and never passes them off as all', async () => {
    const bound = fc.record({ ...walkOf, lastOffset: fc.nat({ max: 60 }), counted: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(bound, async ({ size, offset, wanted, pageSize, cuts, lastOffset, counted }) => {
        const { ask, record } = listOf({ size, cuts, total: () => (counted ? size : undefined) });
        const { rows, last } = await walked({ ask, offset, wanted, pageSize, lastOffset });
        expect(rows).toEqual(rowsFrom(offset, rows.length));
        expect(record.asked.every(position => position.offset <= lastOffset)).toBe(true);
        const wantedRows = Math.min(wanted, Math.max(0, size - offset));
        if (rows.length < wantedRows) {
          expect(last?.end).toBe('bound');
          expect(offset + rows.length).toBeGreaterThan(lastOffset);
        }
      }),
      runs,
    );
  });
});
