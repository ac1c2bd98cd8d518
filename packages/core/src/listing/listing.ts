// Runs one list operation: validated arguments in, batches of rows out, and warnings about what is missing.
import type { Deadline } from '../deadline.ts';
import type { Connection } from '../http/connection.ts';
import type { Digest } from '../http/runtime.ts';
import type { Operation } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { pluralize } from '../text/phrases.ts';
import { ChunkReader, type RowBatch } from './chunk-reader.ts';
import { type ListPosition, readCursor, writeCursor } from './cursor.ts';
import { Enricher } from './enricher.ts';
import { createPageFetcher } from './page-fetcher.ts';
import { paginate } from './paginate.ts';
import { defaultLimit, type Projection, resolveProjection } from './projection.ts';
import type { RowMatcher } from './row-matcher.ts';
import { RowReader } from './row-reader.ts';
import type { RowChunk } from './row-tracker.ts';

/** One list operation on one account with validated arguments. Nothing is sent before `batches` is iterated. */
export class Listing {
  readonly projection: Projection;
  readonly #operation: Operation;
  readonly #connection: Connection;
  readonly #digest: Digest;
  readonly #input: Input;
  #reader: RowReader;
  readonly #matcher: RowMatcher | undefined;
  readonly #enricher: Enricher | undefined;
  #lastChunk: RowChunk | undefined;

  /** `digest` protects the cursors; `matcher` leaves out rows. Throws `input` for a field that the operation does not declare. */
  constructor(operation: Operation, connection: Connection, input: Input, digest: Digest, matcher?: RowMatcher) {
    this.projection = resolveProjection(operation, input);
    this.#operation = operation;
    this.#connection = connection;
    this.#digest = digest;
    this.#input = input;
    this.#matcher = matcher;
    this.#reader = this.#createReader();
    // Counts need no more than the list tells.
    const enrichment = input.enrich === true && !this.countsOnly ? operation.enrichment : undefined;
    this.#enricher = enrichment && new Enricher({ enrichment, connection, operation: operation.name, idField: operation.row.id });
  }

  #createReader(): RowReader {
    const { shape, selectedFields, expectsId, plan } = this.projection;
    return new RowReader(shape.id, plan, expectsId, selectedFields === undefined);
  }

  /** The account's name. */
  get account(): string {
    return this.#connection.account.name;
  }

  /** Declared fields that at least one row had, if all fields were requested. The others may be hidden from this account. */
  get seenFields(): ReadonlySet<string> {
    return new Set([...(this.#reader.seenFields ?? []), ...(this.#enricher?.seenFields ?? [])]);
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

  /** True if rows are compared with the arguments, and may be left out. */
  get comparesRows(): boolean {
    return this.#matcher !== undefined;
  }

  /**
   * Yields up to `rowLimit` rows (Infinity: all) from `start`, by default from the cursor or offset argument. A listing of all rows is
   * requested in the operation's stable order, one that continues in the order in which it began. `trustsTotal`: end at the provider's
   * total without asking beyond it, for a probe. Throws any error code.
   */
  async *batches(rowLimit: number, deadline: Deadline, start = this.#getStart(rowLimit), trustsTotal = false): AsyncGenerator<RowBatch> {
    const { pageSize, maxPageSize, pageNumbers, maxOffset } = this.#operation;
    this.#reader = this.#createReader();
    this.#matcher?.reset();
    const reader = new ChunkReader(this.#reader, this.#matcher, rowLimit, start);
    const chunks = paginate({
      ...start,
      fetchPage: this.#createPageFetcher(deadline, start.inStableOrder),
      signal: deadline.signal,
      pageSize,
      maxPageSize,
      pageNumbers,
      maxOffset,
      identify: this.#reader.identify,
      trustsTotal,
      rowLimit: this.hasWhere ? Number.POSITIVE_INFINITY : rowLimit,
      // Rows that did not match are made up for.
      getFurtherRows: () => (reader.missingRows > 0 && reader.leavesOutRows ? Number.POSITIVE_INFINITY : 0),
    });
    for await (const chunk of chunks) {
      this.#lastChunk = chunk;
      const batch = reader.read(chunk);
      yield this.#enricher === undefined ? batch : { ...batch, rows: await this.#enricher.enrich(batch.rows, deadline) };
      if (batch.end !== undefined || reader.missingRows === 0) return;
    }
  }

  /** Throws `input` for a cursor that is not of this listing. */
  checkCursor(): void {
    this.#readCursor();
  }

  #readCursor(): ListPosition | undefined {
    const { cursor } = this.#input;
    return typeof cursor === 'string' ? readCursor(cursor, this.#cursorScope(), this.#digest) : undefined;
  }

  #getStart(rowLimit: number): ListPosition {
    const offset = Number(this.#input.offset ?? 0);
    return this.#readCursor() ?? { offset, inStableOrder: rowLimit === Number.POSITIVE_INFINITY && offset === 0 };
  }

  /** A cursor that continues this listing at `position`. */
  createCursor(position: ListPosition): string {
    return writeCursor(position, this.#cursorScope(), this.#digest);
  }

  /** Says which rows lack what was asked for each of them. */
  enrichmentWarnings(): string[] {
    return this.#enricher?.warnings() ?? [];
  }

  /** Warnings so far: undeclared fields (unless the rows are not for an answer), rows without id, a list that changed or stopped early. */
  warnings({ withDroppedFields = true } = {}): string[] {
    const { droppedFields, rowsWithoutId } = this.#reader;
    return [
      ...(this.#lastChunk === undefined ? [] : describeIncompleteness(this.#lastChunk)),
      ...(withDroppedFields && droppedFields.size > 0
        ? [`Omitted fields that are not declared, or have an unexpected value: ${formatNames(droppedFields)}.`]
        : []),
      ...this.enrichmentWarnings(),
      ...(this.#matcher?.warnings() ?? []),
      ...(rowsWithoutId > 0 ? [`${rowsWithoutId} ${pluralize('row', rowsWithoutId)} came without ${this.projection.shape.id}.`] : []),
    ];
  }

  /** `limit`, `fields` and `response_format` may change from page to page; all other arguments must stay the same. */
  #cursorScope() {
    const { account: _a, limit: _l, fields: _f, response_format: _r, cursor: _c, ...input } = this.#input;
    return { tool: this.#operation.name, account: this.account, input };
  }

  #createPageFetcher(deadline: Deadline, inStableOrder = false) {
    const { offset: _o, where: _w, count_by: _b, enrich: _e, ...input } = this.#cursorScope().input;
    const { selectedFields } = this.projection;
    return createPageFetcher({
      operation: this.#operation,
      connection: this.#connection,
      deadline,
      input: { ...input, ...(selectedFields !== undefined && { fields: selectedFields }) },
      inStableOrder,
    });
  }
}

/** Says what is wrong with the rows so far. */
function describeIncompleteness({ nextOffset, total, refutedTotal, changed, end }: RowChunk): string[] {
  const warnings: string[] = [];
  if (changed) warnings.push('Incomplete: the list changed while it was read, so rows may be missing. Ask again for all of it.');
  if (refutedTotal !== undefined)
    warnings.push(`The provider counts ${refutedTotal} rows but gave ${nextOffset}: its count cannot be relied on.`);
  if (end === 'total-not-reached') warnings.push(`Incomplete: the provider counts ${total} rows but gives none after ${nextOffset}.`);
  if (end === 'offset-limit')
    warnings.push(`Incomplete: the list goes no further than row ${nextOffset}. Narrow the question with a filter.`);
  return warnings;
}

/** The names that look like names, 20 at most; the others are counted, since a provider could write sentences in them. */
function formatNames(names: ReadonlySet<string>): string {
  const maxNames = 20;
  const readable = [...names].filter(name => /^[\w.-]{1,40}$/.test(name));
  const shown = readable.slice(0, maxNames);
  const omitted = names.size - shown.length;
  if (shown.length === 0) return `${omitted} with unreadable names`;
  return shown.join(', ') + (omitted > 0 ? ` and ${omitted} more` : '');
}
