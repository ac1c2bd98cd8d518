// Collects the rows of a listing into one tool result: rows, counts, cursor and warnings, within a size limit.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import type { CountedList } from '../table/fit-content.ts';
import { type AnswerBudget, countJsonChars, countsJsonAlone, FittingEntries, getEntryBudget, startSizing } from '../table/size-budget.ts';
import type { RowBatch } from './chunk-reader.ts';
import type { ListPosition } from './cursor.ts';
import type { Listing } from './listing.ts';

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
  /** The size of the rows, where they count as JSON. */
  counted?: CountedList | undefined;
}

/** Limits of one `collect`. */
export interface CollectOptions {
  deadline: Deadline;
  /** Stop after this many rows; Infinity for all. */
  rowLimit: number;
  /** The size limit of the result; undefined for none. */
  budget?: AnswerBudget | undefined;
  /** Called after each batch with the rows received and the provider's total. */
  onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** Collects a listing's rows. An error after the first rows is returned with them, unless its code is `input`: that is thrown. */
export async function collect(listing: Listing, { deadline, rowLimit, budget, onProgress }: CollectOptions): Promise<CollectedRows> {
  const builder = new ResultBuilder(listing.projection.columns, budget);
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
  return { result, ...(failure !== undefined && { failure }), counted: builder.counted };
}

/** Adds batches until the budget is full. */
class ResultBuilder {
  total: number | undefined;
  position: ListPosition | undefined;
  end: RowBatch['end'];
  isFull = false;
  readonly #entries: FittingEntries<Row>;
  readonly #fullWarning: string | undefined;
  /** True if the rows of a batch are counted as one JSON. */
  readonly #countsTogether: boolean;

  constructor(columns: readonly string[], budget: AnswerBudget | undefined) {
    const sizeOf = budget === undefined ? () => 0 : startSizing(budget);
    this.#countsTogether = budget?.startList === undefined && budget !== undefined && countsJsonAlone(budget);
    this.#entries = new FittingEntries(
      getEntryBudget(budget),
      row => sizeOf({ value: row, row, columns }),
      this.#countsTogether ? countJsonChars : undefined,
    );
    this.#fullWarning = budget?.fullWarning;
  }

  get rows(): Row[] {
    return this.#entries.kept;
  }

  get counted(): CountedList | undefined {
    return this.#countsTogether && this.#entries.warning === undefined ? { name: 'rows', chars: this.#entries.usedSize } : undefined;
  }

  get warnings(): string[] {
    return [this.#entries.warning, this.isFull ? this.#fullWarning : undefined].filter(warning => warning !== undefined);
  }

  add({ rows, positionBefore, position, total, end }: RowBatch): void {
    this.total = total;
    const fitting = this.#entries.add(rows);
    this.isFull = fitting < rows.length;
    this.position = this.isFull ? positionBefore(fitting) : position;
    this.end = this.isFull ? undefined : end;
  }
}
