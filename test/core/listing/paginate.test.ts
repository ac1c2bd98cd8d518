// The page walker, one case at a time.
import { describe, expect, it } from 'vitest';
import { walk } from '../../../packages/core/src/listing/paginate.ts';
import { errorOf } from '../catch-error.ts';
import { settle } from '../manual-clock.ts';
import { identify, listOf, rowsFrom, walked } from './paginate-harness.ts';

const all = Number.POSITIVE_INFINITY;

describe('a walk', () => {
  it('asks for one page where one is enough', async () => {
    const { ask, record } = listOf({ size: 60, total: () => 60 });
    const { rows, last } = await walked({ ask, offset: 0, wanted: 25, pageSize: 100 });
    expect(rows).toEqual(rowsFrom(0, 25));
    expect(record.asked).toEqual([{ offset: 0, limit: 25 }]);
    expect(last).toMatchObject({ next: 25, full: true, total: 60 });
    expect(last?.end).toBeUndefined();
  });

  it('asks for the pages after the first side by side where the total is known', async () => {
    const { ask, record } = listOf({ size: 95, total: () => 95 });
    const { rows, last } = await walked({ ask, offset: 0, wanted: all, pageSize: 10 });
    expect(rows).toEqual(rowsFrom(0, 95));
    expect(record.asked.map(({ offset }) => offset)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect([record.most, last?.end]).toEqual([4, 'complete']);
  });

  it('asks one page after the other where no total is said, until an empty one', async () => {
    const { ask, record } = listOf({ size: 25 });
    const { rows, last } = await walked({ ask, offset: 0, wanted: all, pageSize: 10 });
    expect(rows).toEqual(rowsFrom(0, 25));
    expect(record.asked.map(({ offset }) => offset)).toEqual([0, 10, 20, 25]);
    expect([record.most, last?.end]).toEqual([1, 'complete']);
  });

  it('asks once more for an empty page after a full one, and believes the second', async () => {
    const passing = listOf({ size: 30, gaps: [10, 20] });
    expect((await walked({ ask: passing.ask, offset: 0, wanted: all, pageSize: 10 })).rows).toEqual(rowsFrom(0, 30));
    const { ask, record } = listOf({ size: 10 });
    expect((await walked({ ask, offset: 0, wanted: all, pageSize: 10 })).last?.end).toBe('complete');
    expect(record.asked.map(({ offset }) => offset)).toEqual([0, 10, 10]);
  });

  it('asks once more for an empty first page behind a full one of an earlier answer', async () => {
    const { ask } = listOf({ size: 30, gaps: [10] });
    expect((await walked({ ask, offset: 10, afterFull: true, wanted: all, pageSize: 10 })).rows).toEqual(rowsFrom(10, 20));
  });

  it('says that a list stops short of its total', async () => {
    const { ask } = listOf({ size: 42, total: () => 95 });
    const { rows, last } = await walked({ ask, offset: 0, wanted: all, pageSize: 10 });
    expect(rows).toEqual(rowsFrom(0, 42));
    expect(last).toMatchObject({ end: 'short', next: 42, total: 95 });
  });

  it('remembers the total where an empty page does not repeat it', async () => {
    const { ask, record } = listOf({ size: 30, cuts: [5, 10], gaps: [15], total: index => (index === 0 ? 30 : undefined) });
    const { rows, last } = await walked({ ask, offset: 0, wanted: all, pageSize: 10 });
    expect(rows).toEqual(rowsFrom(0, 30));
    expect([last?.next, record.asked.filter(({ offset }) => offset === 15).length]).toEqual([30, 2]);
  });

  it('of an empty list, or from beyond its end, has no rows and an end', async () => {
    for (const total of [() => undefined, () => 0]) {
      const { ask } = listOf({ size: 0, total });
      expect(await walked({ ask, offset: 0, wanted: all, pageSize: 10 })).toMatchObject({ rows: [], last: { end: 'complete', next: 0 } });
    }
    const { ask } = listOf({ size: 5, total: () => 5 });
    expect(await walked({ ask, offset: 9, wanted: 3, pageSize: 10 })).toMatchObject({ rows: [], last: { end: 'complete', next: 9 } });
  });

  it('never asks beyond the last offset, and says so', async () => {
    for (const total of [() => undefined, () => 100]) {
      const { ask, record } = listOf({ size: 100, total });
      const { rows, last } = await walked({ ask, offset: 0, wanted: all, pageSize: 10, lastOffset: 50 });
      expect(rows).toEqual(rowsFrom(0, 60));
      expect(last?.end).toBe('bound');
      expect(Math.max(...record.asked.map(({ offset }) => offset))).toBe(50);
    }
    const { ask, record } = listOf({ size: 100 });
    expect((await walked({ ask, offset: 51, wanted: 10, pageSize: 10, lastOffset: 50 })).last?.end).toBe('bound');
    expect(record.asked).toEqual([]);
  });

  it('stops at a provider that gives the same page again and again', async () => {
    const { ask, record } = listOf({ size: 10 });
    const repeating = () => ask({ offset: 0, limit: 10 }, new AbortController().signal);
    expect((await errorOf(walked({ ask: repeating, identify, offset: 0, wanted: all, pageSize: 10 }))).code).toBe('malformed');
    expect(record.asked).toHaveLength(2);
  });

  it.each([1, 20])('never passes off a repeated page of %i rows as the rest of the list', async size => {
    const repeating = listOf({ size });
    const ask = ({ limit }: { limit: number }, signal: AbortSignal) => repeating.ask({ offset: 0, limit }, signal);
    const outcome = await walked({ ask, identify, offset: 0, wanted: 25, pageSize: 100 }).catch(() => undefined);
    expect(outcome?.rows.length ?? 0).toBeLessThanOrEqual(size);
  });

  it('takes rows that look alike for what they are, where the provider counts them', async () => {
    const ask = async ({ offset, limit }: { offset: number; limit: number }) => ({
      rows: Array.from({ length: Math.min(limit, 50 - offset) }, () => ({ status: 'active' })),
      total: 50,
    });
    expect((await walked({ ask, offset: 0, wanted: all, pageSize: 10 })).rows).toHaveLength(50);
  });

  it('that is left early aborts what is under way', async () => {
    const { ask, record } = listOf({ size: 95, total: () => 95 });
    for await (const { next } of walk({ ask, offset: 0, wanted: all, pageSize: 10 })) {
      if (next === 20) break;
    }
    expect(record.asked.length).toBeLessThanOrEqual(6);
    expect(record.signals.every(({ aborted }) => aborted)).toBe(true);
    await settle();
    expect(record.asked.length).toBeLessThanOrEqual(6);
  });

  it('that fails in the middle gives every page before, in order, then the failure', async () => {
    const { ask, record } = listOf({ size: 95, total: () => 95 });
    const failing: typeof ask = async (position, signal) => {
      if (position.offset === 40) throw new Error('page 5 is down');
      return ask(position, signal);
    };
    const rows: unknown[] = [];
    const walking = async () => {
      for await (const stretch of walk({ ask: failing, offset: 0, wanted: all, pageSize: 10 })) rows.push(...stretch.rows);
    };
    await expect(walking()).rejects.toThrow('page 5 is down');
    expect(rows).toEqual(rowsFrom(0, 40));
    expect(record.signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('is stopped in a list that has no end', async () => {
    let page = 0;
    const ask = async () => ({ rows: [{ id: page++ }] });
    const error = await errorOf(walked({ ask, offset: 0, wanted: all, pageSize: 10 }));
    expect([error.code, page]).toEqual(['malformed', 20_000]);
  });
});
