// Lists whose rows have the same text or number in place of an id: every row comes exactly once.
import type { Page } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import type { RowChunk } from '../../../packages/core/src/listing/paginate.ts';
import { collectChunks, identify } from './paginate-harness.ts';

const size = 60;
const pageSize = 25;

const createList = (id: unknown, hasTotal: boolean) => {
  const all = Array.from({ length: size }, (_, index) => ({ id, name: `row ${index}` }));
  const fetchPage = async ({ offset, limit }: { offset: number; limit: number }): Promise<Page> => ({
    rows: structuredClone(all.slice(offset, offset + limit)),
    ...(hasTotal && { total: size }),
  });
  return { all, fetchPage };
};

describe.each([' ', '\u00a0', '0', '-', '-1', -1, 'none'])('a list whose ids are all %j', id => {
  it.each([true, false])('is read whole (with a total: %j)', async hasTotal => {
    const { all, fetchPage } = createList(id, hasTotal);
    const { rows, last } = await collectChunks({ fetchPage, offset: 0, rowLimit: Number.POSITIVE_INFINITY, pageSize, identify });
    expect(rows).toEqual(all);
    expect(last).toMatchObject({ end: 'complete', changed: false });
  });

  it.each([true, false])('is read whole by cursors (with a total: %j)', async hasTotal => {
    const { all, fetchPage } = createList(id, hasTotal);
    const rows: unknown[] = [];
    let position: { offset: number; lastKey?: number | undefined } = { offset: 0 };
    let last: RowChunk | undefined;
    for (let step = 0; step < size && last?.end === undefined; step++) {
      const part = await collectChunks({ fetchPage, ...position, rowLimit: 12, pageSize, identify });
      rows.push(...part.rows);
      last = part.last;
      if (last === undefined) break;
      position = { offset: last.nextOffset, lastKey: last.keys.at(-1) ?? last.previousKey };
    }
    expect(rows).toEqual(all);
    expect(last?.changed).toBe(false);
  });
});
