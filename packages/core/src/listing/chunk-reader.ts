// Reads the chunks of one pagination as batches of rows: those that match, as many as are wanted, and where the list continues.
import type { Row } from '../model/fields.ts';
import type { ListPosition } from './cursor.ts';
import type { RowMatcher } from './row-matcher.ts';
import type { RowReader } from './row-reader.ts';
import type { ListEnd, RowChunk } from './row-tracker.ts';

/** Rows of one page, and where the list continues after them. */
export interface RowBatch {
  rows: Row[];
  /** Where the list continues so that the row with this index comes first. */
  positionBefore(index: number): ListPosition;
  position: ListPosition;
  /** Rows in the whole list: as reported by the provider or, if rows are left out, as counted at its end. */
  total?: number | undefined;
  /** True if the list was seen to change while it was read: rows may be missing. */
  changed: boolean;
  /** Why the list ends here; undefined while it may continue. */
  end?: ListEnd | undefined;
}

/** Converts chunks to batches until `rowLimit` rows were read. */
export class ChunkReader {
  /** Rows that are still wanted. */
  missingRows: number;
  readonly #reader: RowReader;
  readonly #matcher: RowMatcher | undefined;
  readonly #start: ListPosition;
  #matchingRows = 0;

  constructor(reader: RowReader, matcher: RowMatcher | undefined, rowLimit: number, start: ListPosition) {
    this.#reader = reader;
    this.#matcher = matcher;
    this.missingRows = rowLimit;
    this.#start = start;
  }

  /** True if rows are left out: then any number of rows may have to be read to find the next one. */
  get leavesOutRows(): boolean {
    return this.#matcher !== undefined && (this.#matcher.hasWhere || this.#matcher.ignored.rows > 0);
  }

  read(chunk: RowChunk): RowBatch {
    const { changed, end } = chunk;
    // Undefined if every row matches: then nothing has to be remembered of each.
    const matching = this.#matcher && chunk.rows.flatMap((raw, index) => (this.#matcher?.matches(raw) ? [index] : []));
    const count = matching?.length ?? chunk.rows.length;
    const taken = Math.min(count, this.missingRows);
    const getIndex = (index: number) => matching?.[index] ?? index;
    const rows: Row[] = [];
    for (let index = 0; index < taken; index++) rows.push(this.#reader.read(chunk.rows[getIndex(index)]));
    this.missingRows -= taken;
    this.#matchingRows += count;
    const hasFollowing = taken < count;
    return {
      rows,
      positionBefore: index => this.#toPosition(chunk, getIndex(index)),
      position: this.#toPosition(chunk, hasFollowing ? getIndex(taken) : chunk.rows.length),
      total: this.leavesOutRows ? this.#countAtEnd(end) : chunk.total,
      changed,
      end: hasFollowing ? undefined : end,
    };
  }

  #toPosition({ rows, keys, previousKey, nextOffset, changed }: RowChunk, index: number): ListPosition {
    const lastKey = index === 0 ? previousKey : keys[index - 1];
    return { ...this.#start, offset: nextOffset - rows.length + index, lastKey, changed };
  }

  /** Reading from the first row on, the matching rows are the total. */
  #countAtEnd(end: ListEnd | undefined): number | undefined {
    return this.#start.offset === 0 && end === 'complete' ? this.#matchingRows : undefined;
  }
}
