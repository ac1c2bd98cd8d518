// Offset pagination: every row of a list exactly once and in order, whatever page sizes the provider returns.

import { malformedError } from '../http/http-status.ts';
import { maxConcurrentRequests } from '../http/rate-limiter.ts';
import type { PageRequest } from '../model/operation.ts';
import { createNumberedPart, createOffsetPart, type FetchPage, fetchWholePages, nextPageOffset, splitIntoParts } from './page-requests.ts';

/** Limits that stop an endless list: no inventory is that large. */
const maxPages = 20_000;
const maxRows = 2_000_000;

/** What `paginate` needs to know of a list. */
export interface PaginateOptions {
  fetchPage: FetchPage;
  /** Where to start: the number of rows to skip. */
  offset: number;
  /** True if the page before `offset` was full. */
  afterFullPage?: boolean;
  /** Stop after this many rows; Infinity for all. */
  rowLimit: number;
  pageSize: number;
  /** True if the list has page numbers: only whole pages of `pageSize` rows are requested. */
  pageNumbers?: boolean | undefined;
  /** The largest offset that the provider accepts. */
  maxOffset?: number | undefined;
  /** Returns a row's id, or undefined if it has none. Detects a provider that returns the same page again. */
  identify?: ((row: unknown) => unknown) | undefined;
}

/** Consecutive rows, and where the list continues after them. */
export interface RowChunk {
  rows: readonly unknown[];
  /** The offset after the last row. */
  nextOffset: number;
  /** True if the last page had as many rows as requested. */
  lastPageFull: boolean;
  /** Rows in the whole list, as reported by the provider. */
  total?: number | undefined;
  /** Why the list ends here; undefined while it may continue. */
  end?: 'complete' | 'total-not-reached' | 'offset-limit' | undefined;
}

/** Yields the rows of a list. Stops after `rowLimit` rows, at the end of the list, at `maxOffset` or at `maxRows`. */
export async function* paginate(options: PaginateOptions): AsyncGenerator<RowChunk> {
  const abort = new AbortController();
  const { fetchPage, pageNumbers, pageSize } = options;
  const counter = new PageCounter(pageNumbers ? fetchWholePages(fetchPage, pageSize) : fetchPage);
  try {
    yield* fetchChunks({ ...options, fetchPage: counter.fetchPage }, abort.signal);
  } finally {
    // Pages that were requested ahead are no longer needed.
    if (counter.inFlight > 0) abort.abort(abortReason);
  }
}

/** Aborting with a string avoids allocating a DOMException for every listing. */
const abortReason = 'pagination stopped';

async function* fetchChunks(options: PaginateOptions, signal: AbortSignal): AsyncGenerator<RowChunk> {
  const { fetchPage, pageSize, pageNumbers = false, rowLimit, maxOffset = Number.POSITIVE_INFINITY } = options;
  const createPart = pageNumbers ? createNumberedPart : createOffsetPart;
  const isMidPage = (position: number) => pageNumbers && position % pageSize !== 0;
  let endOffset = options.offset + Math.min(rowLimit, maxRows);
  let { offset, afterFullPage = false } = options;
  let previous: RowChunk | undefined;
  while (offset < endOffset) {
    if (offset > maxOffset) return yield { rows: [], nextOffset: offset, lastPageFull: false, end: 'offset-limit' };
    const knownTotal = previous?.total;
    const parts =
      knownTotal === undefined
        ? [createPart(offset, endOffset, pageSize)]
        : splitIntoParts(offset, Math.min(endOffset, knownTotal), { pageSize, maxOffset, createPart });
    const chunks = fetchInOrder(parts, part =>
      fetchPart({
        fetchPage,
        maxOffset,
        signal,
        afterFullPage,
        knownTotal,
        mustFill: parts.length > 1,
        startsMidPage: isMidPage(offset),
        ...part,
      }),
    );
    for await (const chunk of chunks) {
      if (isRepeatedPage(previous, chunk, options.identify)) throw malformedError('the same page again and again');
      yield chunk;
      ({ nextOffset: offset, lastPageFull: afterFullPage } = chunk);
      previous = chunk;
      if (chunk.end !== undefined) return;
    }
    if (!afterFullPage && previous?.total === undefined && isMidPage(offset)) {
      // The page was short, which need not be the end: the list continues on the next page.
      const pageEnd = nextPageOffset(offset, pageSize);
      endOffset += pageEnd - offset;
      offset = pageEnd;
    }
  }
  if (offset >= options.offset + maxRows) yield { rows: [], nextOffset: offset, lastPageFull: false, end: 'offset-limit' };
}

interface PartRequest extends PageRequest {
  fetchPage: FetchPage;
  signal: AbortSignal;
  afterFullPage: boolean;
  maxOffset: number;
  /** True if other parts follow: after a short page, the rest of the part is requested too. */
  mustFill: boolean;
  /** True if the part starts within a numbered page: no row there says nothing about the next page. */
  startsMidPage: boolean;
  /** The total that an earlier page reported. */
  knownTotal: number | undefined;
}

/** Fetches one part. An empty page before the end is requested once more: providers send such pages. */
async function fetchPart({
  fetchPage,
  signal,
  offset,
  limit,
  afterFullPage,
  maxOffset,
  mustFill,
  startsMidPage,
  knownTotal,
}: PartRequest): Promise<RowChunk> {
  const rows: unknown[] = [];
  for (let isRetry = false; ; ) {
    const page = await fetchPage({ offset: offset + rows.length, limit: limit - rows.length }, signal);
    const received = page.rows.slice(0, limit - rows.length);
    rows.push(...received);
    const nextOffset = offset + rows.length;
    const total = page.total ?? knownTotal;
    const done = (end?: RowChunk['end']): RowChunk => ({
      rows,
      nextOffset,
      lastPageFull: received.length > 0 && rows.length === limit,
      total,
      end,
    });
    if (total !== undefined && nextOffset >= total) return done('complete');
    if (rows.length === limit || (received.length > 0 && !mustFill) || (startsMidPage && total === undefined)) return done();
    if (nextOffset > maxOffset) return done('offset-limit');
    if (received.length === 0 && (isRetry || (total === undefined && !afterFullPage)))
      return done(total === undefined ? 'complete' : 'total-not-reached');
    isRetry = received.length === 0;
  }
}

/** Fetches a few parts concurrently; yields the chunks in the order of the parts. */
async function* fetchInOrder(parts: readonly PageRequest[], fetchOne: (part: PageRequest) => Promise<RowChunk>): AsyncGenerator<RowChunk> {
  // Chunks leave the queue as they are yielded: a long list is never in memory as a whole.
  const inFlight: Promise<RowChunk>[] = [];
  const start = (part: PageRequest) => {
    const chunk = fetchOne(part);
    // Avoids an unhandled rejection: the failure is thrown when the chunk is awaited below.
    chunk.catch(() => {});
    inFlight.push(chunk);
  };
  parts.slice(0, maxConcurrentRequests).forEach(start);
  for (let index = 0; index < parts.length; index++) {
    const chunk = await inFlight.shift();
    const next = parts[index + maxConcurrentRequests];
    if (next !== undefined) start(next);
    if (chunk !== undefined) yield chunk;
  }
}

/** True if the provider ignores the offset: pagination would never end. */
function isRepeatedPage(previous: RowChunk | undefined, { rows }: RowChunk, identify: PaginateOptions['identify']): boolean {
  const id = identify?.(rows[0]);
  return id !== undefined && id === identify?.(previous?.rows[0]);
}

/** Counts the pages requested, and those still in flight. */
class PageCounter {
  readonly #fetchPage: FetchPage;
  #requested = 0;
  inFlight = 0;

  constructor(fetchPage: FetchPage) {
    this.#fetchPage = fetchPage;
  }

  readonly fetchPage: FetchPage = async (page, signal) => {
    if (++this.#requested > maxPages) throw malformedError('more pages than any inventory has');
    this.inFlight++;
    try {
      return await this.#fetchPage(page, signal);
    } finally {
      this.inFlight--;
    }
  };
}
