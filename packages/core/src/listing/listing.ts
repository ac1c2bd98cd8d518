// Runs one list operation: validated arguments in, batches of rows out, and warnings about what is missing.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Connection } from '../http/connection.ts';
import type { Digest } from '../http/runtime.ts';
import type { Row } from '../model/fields.ts';
import type { Operation, PageRequest } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { pluralize } from '../text/phrases.ts';
import { stripControlCharacters, truncate } from '../text/sanitize.ts';
import { type ListPosition, readCursor, writeCursor } from './cursor.ts';
import { paginate, type RowChunk } from './paginate.ts';
import { defaultLimit, type Projection, resolveProjection } from './projection.ts';
import { RowReader } from './row-reader.ts';

/** Rows of one page, and where the list continues after them. */
export interface RowBatch {
  rows: Row[];
  position: ListPosition;
  /** Rows in the whole list, as reported by the provider. */
  total?: number | undefined;
  /** Why the list ends here; undefined while it may continue. */
  end?: RowChunk['end'];
}

/** One list operation on one account with validated arguments. Nothing is sent before `batches` is iterated. */
export class Listing {
  readonly projection: Projection;
  readonly #operation: Operation;
  readonly #connection: Connection;
  readonly #digest: Digest;
  readonly #input: Input;
  readonly #reader: RowReader;
  #warnings: string[] = [];

  /** `digest` protects the cursors. Throws `input` for a field that the operation does not declare. */
  constructor(operation: Operation, connection: Connection, input: Input, digest: Digest) {
    this.projection = resolveProjection(operation, input);
    this.#operation = operation;
    this.#connection = connection;
    this.#digest = digest;
    this.#input = input;
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

  /** Yields up to `rowLimit` rows (Infinity: all) from `start`, by default from the cursor or offset argument. Throws any error code. */
  async *batches(rowLimit: number, deadline: Deadline, start = this.#startPosition()): AsyncGenerator<RowBatch> {
    const { pageSize, pageNumbers, maxOffset } = this.#operation;
    for await (const chunk of paginate({
      fetchPage: this.#createPageFetcher(deadline),
      ...start,
      rowLimit,
      pageSize,
      pageNumbers,
      maxOffset,
      identify: this.#reader.identify,
    })) {
      this.#addWarnings(chunk);
      const { rows, nextOffset, lastPageFull, total, end } = chunk;
      yield { rows: rows.map(row => this.#reader.read(row)), position: { offset: nextOffset, afterFullPage: lastPageFull }, total, end };
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

  /** Fetches pages. If the provider rejects the arguments, the operation's fallback arguments are used for this page and all later ones. */
  #createPageFetcher(deadline: Deadline) {
    const { account: _a, limit: _l, fields: _f, response_format: _r, cursor: _c, offset: _o, ...operationInput } = this.#input;
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
        connection.send(operation.request(requestInput, page), operation.page, { ...deadline, signal }, operation.name);
      const currentInput = input;
      try {
        return await send(currentInput);
      } catch (thrown) {
        const fallback =
          thrown instanceof LinekeeperError && thrown.code === 'input' ? operation.fallbackInput?.(currentInput, thrown) : undefined;
        if (fallback === undefined) throw thrown;
        input = fallback;
        return await send(fallback);
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
