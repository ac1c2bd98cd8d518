// The answer of a list operation as surfaces give it: rows, counts, a cursor and warnings, within a size.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import { jsonSize, shortenedTo } from '../table/size-budget.ts';
import type { Place } from './cursor.ts';
import type { Batch, Listing } from './listing.ts';

/** An answer that a model reads stops here, in characters of JSON. */
export const longestAnswer = 24_000;

/** What is kept free of rows for counts, cursor and warnings, in characters. */
const frame = 2_000;

/** `next_cursor` is absent at the end; `total` only if the provider said it. */
export interface ListAnswer {
  account: string;
  rows: Row[];
  returned: number;
  total?: number;
  next_cursor?: string;
  warnings?: string[];
}

export interface Collected {
  answer: ListAnswer;
  /** Why the listing stops early although rows came: they are kept, and the cursor goes on. */
  failure?: LinekeeperError;
}

export interface Collecting {
  deadline: Deadline;
  /** Rows wanted; Infinity for all. */
  wanted: number;
  /** Characters of JSON; undefined where nobody counts them. */
  characters?: number | undefined;
  onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** Collects a listing's rows. A failure after the first rows is part of the answer, unless the question itself is wrong. */
export async function collect(listing: Listing, { deadline, wanted, characters, onProgress }: Collecting): Promise<Collected> {
  const kept = new Kept(characters === undefined ? Number.POSITIVE_INFINITY : characters - frame);
  let failure: LinekeeperError | undefined;
  try {
    for await (const batch of listing.batches(wanted, deadline)) {
      kept.take(batch);
      onProgress?.(kept.rows.length, batch.total);
      if (kept.full) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError) || thrown.code === 'input' || kept.rows.length === 0) throw thrown;
    failure = thrown;
  }
  const { rows, total, place, end } = kept;
  const warnings = [...kept.warnings, ...listing.warnings(), ...(failure === undefined ? [] : [`Incomplete: ${failure.sentence}`])];
  const answer: ListAnswer = {
    account: listing.account,
    rows,
    returned: rows.length,
    ...(total !== undefined && { total }),
    ...(place !== undefined && end === undefined && { next_cursor: listing.cursor(place) }),
    ...(warnings.length > 0 && { warnings }),
  };
  return { answer, ...(failure !== undefined && { failure }) };
}

/** The rows that fit. */
class Kept {
  readonly rows: Row[] = [];
  readonly warnings: string[] = [];
  total: number | undefined;
  place: Place | undefined;
  end: Batch['end'];
  full = false;
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  take({ rows, place, total, end }: Batch): void {
    this.total = total ?? this.total;
    const fitting = this.#fitting(rows);
    for (const row of fitting) this.rows.push(row);
    this.full = fitting.length < rows.length;
    const left = rows.length - fitting.length;
    this.place = this.full ? { offset: place.offset - left, afterFull: true } : place;
    this.end = this.full ? undefined : end;
    if (this.full) this.warnings.push('The answer stopped at its largest size; next_cursor goes on.');
  }

  #fitting(rows: Row[]): Row[] {
    if (!Number.isFinite(this.#room)) return rows;
    const all = jsonSize(rows);
    if (all <= this.#room) {
      this.#room -= all;
      return rows;
    }
    const fitting: Row[] = [];
    for (const row of rows) {
      const size = jsonSize(row) + 1;
      const alone = this.rows.length + fitting.length === 0;
      if (size > this.#room && !alone) break;
      // A single row beyond the size is shortened, or no cursor would ever get past it.
      fitting.push(size > this.#room ? this.#shortened(row, this.#room) : row);
      this.#room -= size;
    }
    return fitting;
  }

  #shortened(row: Row, room: number): Row {
    const { record, warning } = shortenedTo(row, room);
    this.warnings.push(warning);
    return record;
  }
}
