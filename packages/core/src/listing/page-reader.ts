// Requests the pages of a list so that each can overlap with the rows before it.
import { malformedError } from '../http/http-status.ts';
import type { Page, PageRequest } from '../model/operation.ts';
import type { RowKeys } from './row-key.ts';

/** Fetches one page; `signal` aborts when the caller stops early or aborts. */
export type FetchPage = (page: PageRequest, signal: AbortSignal) => Promise<Page>;

/** Stops an endless list: no inventory is that large. */
const maxPages = 20_000;

/** Consecutive rows of a list as the provider sent them, from `offset` on. */
export interface ReceivedPage {
  offset: number;
  rows: readonly unknown[];
  /** Rows in the whole list, as this page reports it. */
  total?: number | undefined;
  /** True if the page has as many rows as were requested: it does not show whether others follow. */
  isFull: boolean;
  /** True if the page has fewer rows than others, or is the first one, and not full. */
  isProbablyLast: boolean;
}

/** Which pages a list has. */
export interface PageReaderOptions {
  fetchPage: FetchPage;
  /** New rows that one request may ask for. */
  pageSize: number;
  /** Rows that one request may ask for, those included that came before; `pageSize` by default. */
  maxPageSize?: number | undefined;
  /** True if the list has page numbers: only whole pages of `pageSize` rows are requested. */
  pageNumbers?: boolean | undefined;
  /** The largest offset that the provider accepts. */
  maxOffset?: number | undefined;
}

/** Reads pages of a list. A page that overlaps begins before the position that it is read for, one row if possible. */
export class PageReader {
  readonly pageNumbers: boolean;
  readonly pageSize: number;
  /** True if pages may have fewer rows than requested although the list continues: then no page shows by its length that the list ends. */
  mayBeShort = false;
  /** Requests that were sent and not answered yet. */
  inFlight = 0;
  readonly #fetchPage: FetchPage;
  readonly #keys: RowKeys;
  readonly #signal: AbortSignal;
  readonly #maxOffset: number;
  readonly #maxPageSize: number;
  #requestedPages = 0;
  #longestPage = 0;

  constructor(
    { fetchPage, pageSize, maxPageSize = pageSize, pageNumbers = false, maxOffset = Number.POSITIVE_INFINITY }: PageReaderOptions,
    keys: RowKeys,
    signal: AbortSignal,
  ) {
    this.#fetchPage = fetchPage;
    this.#keys = keys;
    this.#signal = signal;
    this.pageNumbers = pageNumbers;
    // A page that overlaps needs room for the row before its position, and for one more.
    this.#maxPageSize = pageNumbers ? pageSize : Math.max(2, pageSize, maxPageSize);
    this.pageSize = pageSize;
    this.#maxOffset = maxOffset;
  }

  /** Rows from `position` on that one request can bring; 0 if the provider accepts no such offset. */
  getCapacity(position: number, overlaps: boolean): number {
    const requestOffset = this.#getRequestOffset(position, overlaps);
    const maxRows = overlaps ? this.#maxPageSize : this.pageSize;
    return requestOffset > this.#maxOffset ? 0 : Math.max(0, Math.min(this.pageSize, requestOffset + maxRows - position));
  }

  /**
   * Reads at most `count` rows from `position` on, one page of them. If `overlaps`, with the row before them and the one behind them, which shows
   * whether the list ends.
   */
  async read(position: number, count: number, overlaps: boolean): Promise<ReceivedPage> {
    const offset = this.#getRequestOffset(position, overlaps);
    const newRows = Math.min(this.pageSize, count) + (overlaps && count <= this.pageSize ? 1 : 0);
    const limit = this.pageNumbers ? this.pageSize : Math.min(overlaps ? this.#maxPageSize : this.pageSize, position - offset + newRows);
    const page = await this.#fetch(offset, limit);
    if (!this.pageNumbers || !overlaps || offset < position) return page;
    // The row before a numbered page is on the page before. Read last, it also shows that the list did not change in between.
    const previous = await this.#fetch(offset - this.pageSize, this.pageSize);
    return { ...page, offset: offset - previous.rows.length, rows: [...previous.rows, ...page.rows] };
  }

  /** Reads what comes at `position`, or on the next numbered page after it. */
  async readBeyond(position: number, count: number): Promise<ReceivedPage> {
    const usedRows = position % this.pageSize;
    return await this.read(this.pageNumbers && usedRows > 0 ? position - usedRows + this.pageSize : position, count, false);
  }

  #getRequestOffset(position: number, overlaps: boolean): number {
    if (this.pageNumbers) return position - (position % this.pageSize);
    return overlaps ? Math.min(position - 1, this.#maxOffset) : position;
  }

  async #fetch(offset: number, limit: number): Promise<ReceivedPage> {
    if (++this.#requestedPages > maxPages) throw malformedError('more pages than any inventory has');
    this.inFlight++;
    try {
      const { rows, total } = await this.#fetchPage({ offset, limit }, this.#signal);
      this.#keys.recordPage(rows);
      const isFull = rows.length >= limit;
      const isProbablyLast = !isFull && (this.#longestPage === 0 || rows.length < this.#longestPage);
      if (!isFull && (total === undefined || offset + rows.length < total)) this.mayBeShort = true;
      this.#longestPage = Math.max(this.#longestPage, rows.length);
      return { offset, rows: rows.length > limit ? rows.slice(0, limit) : rows, total, isFull, isProbablyLast };
    } finally {
      this.inFlight--;
    }
  }
}
