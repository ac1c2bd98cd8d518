// Reads the chunks of one pagination as batches of rows: those that match, as many as are wanted, and where the list continues.
import type { Row } from '../model/fields.ts';
import type { ListPosition } from './cursor.ts';
import type { RowChunk } from './paginate.ts';
import type { RowMatcher } from './row-matcher.ts';
import type { RowReader } from './row-reader.ts';

/** Rows of one page, and where the list continues after them. */
export interface RowBatch {
  rows: Row[];
  /** The provider's offset of each row, if rows between them may have been left out. */
  offsets?: readonly number[];
  position: ListPosition;
  /** Rows in the whole list: as reported by the provider or, if rows are left out, as counted at its end. */
  total?: number | undefined;
  /** Why the list ends here; undefined while it may continue. */
  end?: RowChunk['end'];
}

/** Converts chunks to batches until `rowLimit` rows were read. */
export class ChunkReader {
  /** Rows that are still wanted. */
  missingRows: number;
  readonly #reader: RowReader;
  readonly #matcher: RowMatcher | undefined;
  /** True if reading began at the first row: then the matching rows at the end are the total. */
  readonly #startsAtFirstRow: boolean;
  #matchingRows = 0;
  #providerTotal: number | undefined;

  constructor(reader: RowReader, matcher: RowMatcher | undefined, rowLimit: number, startOffset: number) {
    this.#reader = reader;
    this.#matcher = matcher;
    this.missingRows = rowLimit;
    this.#startsAtFirstRow = startOffset === 0;
  }

  /** True if rows are left out: then any number of rows may have to be read to find the next one. */
  get leavesOutRows(): boolean {
    return this.#matcher !== undefined && (this.#matcher.hasWhere || this.#matcher.ignored.rows > 0);
  }

  read({ rows, nextOffset, lastPageFull, total, end }: RowChunk): RowBatch {
    this.#providerTotal = total ?? this.#providerTotal;
    const firstOffset = nextOffset - rows.length;
    const matching = rows.flatMap((raw, index) => (this.#matcher?.matches(raw) === false ? [] : [{ raw, offset: firstOffset + index }]));
    const taken = matching.slice(0, this.missingRows);
    const following = matching[taken.length];
    this.missingRows -= taken.length;
    this.#matchingRows += matching.length;
    return {
      rows: taken.map(({ raw }) => this.#reader.read(raw)),
      ...(this.leavesOutRows && { offsets: taken.map(({ offset }) => offset) }),
      position:
        following === undefined ? { offset: nextOffset, afterFullPage: lastPageFull } : { offset: following.offset, afterFullPage: true },
      total: this.leavesOutRows ? this.#countAtEnd(end) : this.#providerTotal,
      end: following === undefined ? end : undefined,
    };
  }

  #countAtEnd(end: RowChunk['end']): number | undefined {
    return this.#startsAtFirstRow && end === 'complete' ? this.#matchingRows : undefined;
  }
}
