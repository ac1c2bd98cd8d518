// A fake list for pagination tests: any length, any page sizes, and a log of the requests.
import { isRecord, type Page } from '@linekeeper/core';
import { type PaginateOptions, paginate, type RowChunk } from '../../../packages/core/src/listing/paginate.ts';
import type { PageRequest } from '../../../packages/core/src/model/operation.ts';
import { flushPromises } from '../manual-clock.ts';

/** How the fake list pages. */
export interface FakeListOptions {
  /** Rows in the whole list. */
  size: number;
  /** The largest page, by the number of the request, repeated cyclically. */
  maxRowsPerPage?: readonly number[];
  /** Offsets at which the first request gets an empty page. */
  emptyOnceAt?: readonly number[];
  /** The total that the response to a request reports, by its number; undefined for none. */
  total?: (index: number) => number | undefined;
  /** True if pages have more rows than requested. */
  sendsExtraRows?: boolean;
}

/** The requests that a fake list received. */
interface RequestLog {
  pageRequests: PageRequest[];
  /** The largest number of requests in flight at once. */
  maxInFlight: number;
  signals: AbortSignal[];
}

/** Returns the id of a row of the fake list. */
export const identify = (row: unknown): unknown => (isRecord(row) ? row.id : undefined);

/** The row at an index of the fake list. */
const createRow = (index: number) => ({ id: index });

/** Creates a fake list. It answers each request after pending promises. */
export function createFakeList({
  size,
  maxRowsPerPage = [Number.POSITIVE_INFINITY],
  emptyOnceAt = [],
  total = () => undefined,
  sendsExtraRows = false,
}: FakeListOptions) {
  const log: RequestLog = { pageRequests: [], maxInFlight: 0, signals: [] };
  const emptyOnce = new Set(emptyOnceAt);
  let inFlight = 0;
  const fetchPage: PaginateOptions['fetchPage'] = async (position, signal): Promise<Page> => {
    const index = log.pageRequests.push(position) - 1;
    log.signals.push(signal);
    log.maxInFlight = Math.max(log.maxInFlight, ++inFlight);
    await flushPromises();
    inFlight--;
    const reportedTotal = total(index);
    const pageRows = Math.max(1, Math.min(position.limit, maxRowsPerPage[index % maxRowsPerPage.length] ?? 1)) + (sendsExtraRows ? 3 : 0);
    const length = emptyOnce.delete(position.offset) ? 0 : Math.max(0, Math.min(pageRows, size - position.offset));
    const rows = Array.from({ length }, (_, row) => createRow(position.offset + row));
    return { rows, ...(reportedTotal !== undefined && { total: reportedTotal }) };
  };
  return { fetchPage, log };
}

/** Paginates to the end; returns all chunks, their rows and the last chunk. */
export async function collectChunks(
  options: PaginateOptions,
): Promise<{ rows: unknown[]; chunks: RowChunk[]; last: RowChunk | undefined }> {
  const chunks: RowChunk[] = [];
  for await (const chunk of paginate(options)) chunks.push(chunk);
  return { rows: chunks.flatMap(({ rows }) => rows), chunks, last: chunks.at(-1) };
}

/** The rows from an offset of the fake list. */
export const createRows = (offset: number, count: number) =>
  Array.from({ length: Math.max(0, count) }, (_, index) => createRow(offset + index));
