// Sends one more request for each row of a listing, within bounds: rows, concurrency, quota and the deadline of the call.
import { type Deadline, reserveForResponse } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Connection } from '../http/connection.ts';
import { type Enrichment, maxEnrichedRows } from '../model/enrichment.ts';
import type { Row } from '../model/fields.ts';
import { getText } from '../table/cell-values.ts';
import { pluralize } from '../text/phrases.ts';
import { buildReadPlan, RowReader } from './row-reader.ts';

/** Requests at once: fewer than an account may have, so that other calls are not held up. */
const maxConcurrentRequests = 3;

/** Requests that the quota keeps for other calls. */
const minRemainingRequests = 20;

/** What an enricher sends its requests with. */
interface EnricherOptions {
  enrichment: Enrichment;
  connection: Connection;
  /** Reported with each request. */
  operation: string;
  /** The field that identifies a row. */
  idField: string;
}

/** Adds to rows what a request for each of them tells. A row that cannot be asked about stays as it is. */
export class Enricher {
  readonly #options: EnricherOptions;
  readonly #reader: RowReader;
  #asked = 0;
  #unknownRows = 0;
  #rowsBeyond = 0;
  #failure: LinekeeperError | undefined;

  constructor(options: EnricherOptions) {
    this.#options = options;
    this.#reader = new RowReader('', buildReadPlan(options.enrichment.fields), false, true);
  }

  /** The added fields that at least one row got. */
  get seenFields(): ReadonlySet<string> {
    return this.#reader.seenFields ?? new Set();
  }

  /** Returns the rows with what could be added to them, in their order. */
  async enrich(rows: readonly Row[], deadline: Deadline): Promise<Row[]> {
    const enriched = [...rows];
    const count = Math.min(rows.length, maxEnrichedRows - this.#asked);
    this.#asked += count;
    this.#rowsBeyond += rows.length - count;
    const readDeadline = reserveForResponse(deadline, this.#options.connection.now);
    let next = 0;
    const work = async () => {
      while (next < count && this.#failure === undefined) {
        const index = next++;
        const row = rows[index];
        if (row !== undefined) enriched[index] = { ...row, ...(await this.#readAddition(row, readDeadline)) };
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, maxConcurrentRequests) }, work));
    return enriched;
  }

  /** Says which rows lack what was asked for; empty if none does. */
  warnings(): string[] {
    const { adds } = this.#options.enrichment;
    const warnings: string[] = [];
    if (this.#failure !== undefined) warnings.push(`Not every row has its ${adds}: ${this.#failure.displayMessage}`);
    if (this.#rowsBeyond > 0) warnings.push(`Only the first ${maxEnrichedRows} rows have their ${adds}: each costs a request.`);
    if (this.#unknownRows > 0)
      warnings.push(`The provider knows no ${adds} of ${this.#unknownRows} ${pluralize('row', this.#unknownRows)}.`);
    return warnings;
  }

  /** One row that the provider does not know may be followed by others; any other error would come again. */
  async #readAddition(row: Row, deadline: Deadline): Promise<Row> {
    const { enrichment, connection, operation, idField } = this.#options;
    const id = getText(row, idField);
    const { now } = connection;
    const request = id === undefined ? undefined : enrichment.request(id, now);
    if (request === undefined) {
      this.#unknownRows++;
      return {};
    }
    try {
      this.#checkQuota();
      return await connection.send(request, body => this.#reader.read(enrichment.read(body, now)), deadline, {
        operation,
      });
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      if (thrown.code === 'not_found') this.#unknownRows++;
      else this.#failure ??= thrown;
      return {};
    }
  }

  #checkQuota(): void {
    const { quota } = this.#options.connection;
    if (quota === undefined || quota.remaining > minRemainingRequests) return;
    throw new LinekeeperError('rate_limited', 'The remaining requests are kept for other calls.', {
      retryAfterS: quota.resetS,
      retryable: false,
    });
  }
}
