// A provider's list for the page walker: any length, cut into pages in any way, with every request on record.
import { isRecord, type Page, type Position } from '@linekeeper/core';
import { type Stretch, type Walk, walk } from '../../../packages/core/src/listing/paginate.ts';
import { settle } from '../manual-clock.ts';

export interface Play {
  size: number;
  /** Rows that the provider gives at most, by the number of the request; endless repetition. */
  cuts?: readonly number[];
  /** Offsets at which a page comes empty once. */
  gaps?: readonly number[];
  /** What the provider says of its length; undefined says nothing. */
  total?: (index: number) => number | undefined;
  /** True where the provider gives more rows than were asked for. */
  generous?: boolean;
}

export interface Record {
  asked: Position[];
  /** The most requests under way at once. */
  most: number;
  signals: AbortSignal[];
}

/** The id of such a row. */
export const identify = (row: unknown): unknown => (isRecord(row) ? row.id : undefined);

export const rowAt = (index: number) => ({ id: index });

/** Plays the list, answers each request a moment later, the later ones of a burst first. */
export function listOf({ size, cuts = [Number.POSITIVE_INFINITY], gaps = [], total = () => undefined, generous = false }: Play) {
  const record: Record = { asked: [], most: 0, signals: [] };
  const open = new Set(gaps);
  let underWay = 0;
  const ask: Walk['ask'] = async (position, signal): Promise<Page> => {
    const index = record.asked.push(position) - 1;
    record.signals.push(signal);
    record.most = Math.max(record.most, ++underWay);
    await settle();
    underWay--;
    const said = total(index);
    const cut = Math.max(1, Math.min(position.limit, cuts[index % cuts.length] ?? 1)) + (generous ? 3 : 0);
    const length = open.delete(position.offset) ? 0 : Math.max(0, Math.min(cut, size - position.offset));
    const rows = Array.from({ length }, (_, row) => rowAt(position.offset + row));
    return { rows, ...(said !== undefined && { total: said }) };
  };
  return { ask, record };
}

/** Walks to the end; gives all stretches, their rows and the last one. */
export async function walked(options: Walk): Promise<{ rows: unknown[]; stretches: Stretch[]; last: Stretch | undefined }> {
  const stretches: Stretch[] = [];
  for await (const stretch of walk(options)) stretches.push(stretch);
  return { rows: stretches.flatMap(({ rows }) => rows), stretches, last: stretches.at(-1) };
}

export const rowsFrom = (offset: number, count: number) => Array.from({ length: Math.max(0, count) }, (_, index) => rowAt(offset + index));
