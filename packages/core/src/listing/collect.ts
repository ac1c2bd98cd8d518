// Collects the rows of a listing into one tool result: rows, counts, cursor and warnings, within a size limit.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import { countJsonChars, truncateToFit } from '../table/size-budget.ts';
import type { RowBatch } from './chunk-reader.ts';
import type { ListPosition } from './cursor.ts';
import type { Listing } from './listing.ts';

/** The largest result that a model receives, in characters of JSON. */
export const maxAnswerChars = 24_000;

/** Reserved for counts, cursor and warnings, in characters of JSON. */
const reservedChars = 2_000;

/** The structured content of a list tool. `next_cursor` is absent at the end of the list, `total` if the provider reports none. */
interface ListResult {
  account: string;
  rows: Row[];
  returned: number;
  total?: number;
  next_cursor?: string;
  warnings?: string[];
}

/** The result of `collect`. */
export interface CollectedRows {
  result: ListResult;
  /** The error that ended the listing early. The rows before it are kept, and the cursor continues after them. */
  failure?: LinekeeperError;
}

/** Limits of one `collect`. */
export interface CollectOptions {
  deadline: Deadline;
  /** Stop after this many rows; Infinity for all. */
  rowLimit: number;
  /** The largest result in characters of JSON; undefined for no limit. */
  maxChars?: number | undefined;
  /** Called after each batch with the rows received and the provider's total. */
  onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** Collects a listing's rows. An error after the first rows is returned with them, unless its code is `input`: that is thrown. */
export async function collect(listing: Listing, { deadline, rowLimit, maxChars, onProgress }: CollectOptions): Promise<CollectedRows> {
  const builder = new ResultBuilder(maxChars === undefined ? Number.POSITIVE_INFINITY : maxChars - reservedChars);
  let failure: LinekeeperError | undefined;
  try {
    for await (const batch of listing.batches(rowLimit, deadline)) {
      builder.add(batch);
      onProgress?.(builder.rows.length, batch.total);
      if (builder.isFull) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError) || thrown.code === 'input' || builder.rows.length === 0) throw thrown;
    failure = thrown;
  }
  const { rows, total, position, end } = builder;
  const warnings = [
    ...builder.warnings,
    ...listing.warnings(),
    ...(failure === undefined ? [] : [`Incomplete: ${failure.displayMessage}`]),
  ];
  const result: ListResult = {
    account: listing.account,
    rows,
    returned: rows.length,
    ...(total !== undefined && { total }),
    ...(position !== undefined && end === undefined && { next_cursor: listing.createCursor(position) }),
    ...(warnings.length > 0 && { warnings }),
  };
  return { result, ...(failure !== undefined && { failure }) };
}

/** Adds batches until the size limit is reached. */
class ResultBuilder {
  readonly rows: Row[] = [];
  readonly warnings: string[] = [];
  total: number | undefined;
  position: ListPosition | undefined;
  end: RowBatch['end'];
  isFull = false;
  #remainingChars: number;

  constructor(maxChars: number) {
    this.#remainingChars = maxChars;
  }

  add({ rows, offsets, position, total, end }: RowBatch): void {
    this.total = total;
    const fitting = this.#takeFitting(rows);
    for (const row of fitting) this.rows.push(row);
    this.isFull = fitting.length < rows.length;
    const omitted = rows.length - fitting.length;
    this.position = this.isFull ? { offset: offsets?.[fitting.length] ?? position.offset - omitted, afterFullPage: true } : position;
    this.end = this.isFull ? undefined : end;
    if (this.isFull) this.warnings.push('The answer reached its size limit; next_cursor continues it.');
  }

  #takeFitting(rows: Row[]): Row[] {
    if (!Number.isFinite(this.#remainingChars)) return rows;
    const totalChars = countJsonChars(rows);
    if (totalChars <= this.#remainingChars) {
      this.#remainingChars -= totalChars;
      return rows;
    }
    const fitting: Row[] = [];
    for (const row of rows) {
      const chars = countJsonChars(row) + 1;
      const isFirst = this.rows.length + fitting.length === 0;
      if (chars > this.#remainingChars && !isFirst) break;
      // A first row beyond the limit is truncated: otherwise no cursor could get past it.
      fitting.push(chars > this.#remainingChars ? this.#truncate(row, this.#remainingChars) : row);
      this.#remainingChars -= chars;
    }
    return fitting;
  }

  #truncate(row: Row, maxChars: number): Row {
    const { record, warning } = truncateToFit(row, maxChars);
    this.warnings.push(warning);
    return record;
  }
}
