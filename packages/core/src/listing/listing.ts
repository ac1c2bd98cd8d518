// Runs one list operation: validated arguments in, batches of rows out, and warnings about what is missing.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Connection } from '../http/connection.ts';
import type { Digest } from '../http/runtime.ts';
import type { Operation, PageRequest } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { pluralize } from '../text/phrases.ts';
import { stripControlCharacters, truncate } from '../text/sanitize.ts';
import { ChunkReader, type RowBatch } from './chunk-reader.ts';
import { type ListPosition, readCursor, writeCursor } from './cursor.ts';
import { paginate, type RowChunk } from './paginate.ts';
import { defaultLimit, type Projection, resolveProjection } from './projection.ts';
import type { RowMatcher } from './row-matcher.ts';
import { RowReader } from './row-reader.ts';

/** One list operation on one account with validated arguments. Nothing is sent before `batches` is iterated. */
export class Listing {
  readonly projection: Projection;
  readonly #operation: Operation;
  readonly #connection: Connection;
  readonly #digest: Digest;
  readonly #input: Input;
  readonly #reader: RowReader;
  readonly #matcher: RowMatcher | undefined;
  #warnings: string[] = [];

  /** `digest` protects the cursors; `matcher` leaves out rows. Throws `input` for a field that the operation does not declare. */
  constructor(operation: Operation, connection: Connection, input: Input, digest: Digest, matcher?: RowMatcher) {
    this.projection = resolveProjection(operation, input);
    this.#operation = operation;
    this.#connection = connection;
    this.#digest = digest;
    this.#input = input;
    this.#matcher = matcher;
    const { shape, selectedFields, plan } = this.projection;
    this.#reader = new RowReader(
      shape.id,
      plan,
      selectedFields === undefined || selectedFields.includes(shape.id),
      selectedFields === undefined,
    );
  }

  /** The account's name. */
  get account(): string {
    return this.#connection.account.name;
  }

  /** Declared fields that at least one row had, if all fields were requested. The others may be hidden from this account. */
  get seenFields(): ReadonlySet<string> {
    return this.#reader.seenFields ?? new Set();
  }

  /** The `limit` argument, or the default. */
  get rowLimit(): number {
    return Number(this.#input.limit ?? defaultLimit);
  }

  /** The fields to count by instead of returning rows. */
  get countBy(): readonly string[] | undefined {
    // The input schema guarantees an array of strings, or undefined.
    return this.#input.count_by as readonly string[] | undefined;
  }

  /** The `limit` argument as a number of groups; without it, or with 0, all. */
  get groupLimit(): number {
    return Number(this.#input.limit ?? 0) || Number.POSITIVE_INFINITY;
  }

  /** True if the arguments ask for counts, not for rows. */
  get countsOnly(): boolean {
    return this.countBy !== undefined || this.#input.limit === 0;
  }

  /** True if `where` is given: only reading to the end tells how many rows match. */
  get hasWhere(): boolean {
    return this.#matcher?.hasWhere ?? false;
  }

  /** Yields up to `rowLimit` rows (Infinity: all) from `start`, by default from the cursor or offset argument. Throws any error code. */
  async *batches(rowLimit: number, deadline: Deadline, start = this.#startPosition()): AsyncGenerator<RowBatch> {
    const { pageSize, pageNumbers, maxOffset } = this.#operation;
    const { identify } = this.#reader;
    const fetchPage = this.#createPageFetcher(deadline);
    const reader = new ChunkReader(this.#reader, this.#matcher, rowLimit, start.offset);
    let position = start;
    for (let wholePages = this.hasWhere; ; wholePages = true) {
      const limit = wholePages ? Number.POSITIVE_INFINITY : reader.missingRows;
      for await (const chunk of paginate({ fetchPage, ...position, rowLimit: limit, pageSize, pageNumbers, maxOffset, identify })) {
        this.#addWarnings(chunk);
        const batch = reader.read(chunk);
        yield batch;
        position = batch.position;
        if (batch.end !== undefined || (wholePages && reader.missingRows === 0)) return;
      }
      // Rows that did not match are made up for.
      if (reader.missingRows === 0 || !reader.leavesOutRows) return;
    }
  }

  #startPosition(): ListPosition {
    const { cursor, offset } = this.#input;
    if (typeof cursor === 'string') return readCursor(cursor, this.#cursorScope(), this.#digest);
    return { offset: Number(offset ?? 0), afterFullPage: false };
  }

  /** A cursor that continues this listing at `position`. */
  createCursor(position: ListPosition): string {
    return writeCursor(position, this.#cursorScope(), this.#digest);
  }

  /** Warnings so far: undeclared fields, rows without id, a list that stopped early. */
  warnings(): string[] {
    const { droppedFields, rowsWithoutId } = this.#reader;
    return [
      ...this.#warnings,
      ...(droppedFields.size > 0
        ? [`Omitted fields that are not declared, or have an unexpected value: ${formatNames(droppedFields)}.`]
        : []),
      ...(this.#matcher?.warnings() ?? []),
      ...(rowsWithoutId > 0 ? [`${rowsWithoutId} ${pluralize('row', rowsWithoutId)} came without ${this.projection.shape.id}.`] : []),
    ];
  }

  #addWarnings({ nextOffset, total, end }: RowChunk): void {
    if (total !== undefined && nextOffset > total)
      this.#warnings.push(`The provider counts ${total} rows but gave ${nextOffset}: its count cannot be relied on.`);
    if (end === 'total-not-reached')
      this.#warnings.push(`Incomplete: the provider counts ${total} rows but gives none after ${nextOffset}.`);
    if (end === 'offset-limit')
      this.#warnings.push(`Incomplete: the list goes no further than row ${nextOffset}. Narrow the question with a filter.`);
  }

  /** `limit`, `fields` and `response_format` may change from page to page; all other arguments must stay the same. */
  #cursorScope() {
    const { account: _a, limit: _l, fields: _f, response_format: _r, cursor: _c, ...input } = this.#input;
    return { tool: this.#operation.name, account: this.account, input };
  }

  /** Fetches pages. If the provider rejects the arguments, the operation's next fallback arguments are used for this page and all later ones. */
  #createPageFetcher(deadline: Deadline) {
    const { offset: _o, where: _w, count_by: _b, ...operationInput } = this.#cursorScope().input;
    const { selectedFields } = this.projection;
    const operation = this.#operation;
    const connection = this.#connection;
    let input = operation.provider.applyDefaults(
      { ...operationInput, ...(selectedFields !== undefined && { fields: selectedFields }) },
      connection.account.settings,
    );
    return async (page: PageRequest, stopSignal: AbortSignal) => {
      const signal = deadline.signal === undefined ? stopSignal : AbortSignal.any([deadline.signal, stopSignal]);
      const send = (requestInput: Input) =>
        connection.send(
          operation.request(requestInput, page, connection.account.settings),
          operation.page,
          { ...deadline, signal },
          operation.name,
        );
      for (let currentInput = input; ; currentInput = input) {
        try {
          return await send(currentInput);
        } catch (thrown) {
          const isRefused = thrown instanceof LinekeeperError && thrown.code === 'input';
          const fallback = isRefused ? operation.fallbackInput?.(currentInput, thrown) : undefined;
          if (fallback === undefined) throw thrown;
          input = fallback;
        }
      }
    };
  }
}

/** Field names as the provider sent them: sanitized, truncated, and 20 at most. */
function formatNames(names: ReadonlySet<string>): string {
  const maxNames = 20;
  const shown = [...names].slice(0, maxNames).map(name => truncate(stripControlCharacters(name), 60));
  return shown.join(', ') + (names.size > maxNames ? ` and ${names.size - maxNames} more` : '');
}
