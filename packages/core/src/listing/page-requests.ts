// Which pages a listing requests: from any offset, or whole numbered pages only.
import type { Page, PageRequest } from '../model/operation.ts';

/** Fetches one page; `signal` aborts when the caller stops early. */
export type FetchPage = (page: PageRequest, signal: AbortSignal) => Promise<Page>;

/** Creates the request that starts at `offset` and does not reach beyond `endOffset`. */
type CreatePart = (offset: number, endOffset: number, pageSize: number) => PageRequest;

/** The next rows, as many as a page holds. */
export const createOffsetPart: CreatePart = (offset, endOffset, pageSize) => ({ offset, limit: Math.min(pageSize, endOffset - offset) });

/** The next rows that are on the same numbered page. */
export const createNumberedPart: CreatePart = (offset, endOffset, pageSize) => ({
  offset,
  limit: Math.min(nextPageOffset(offset, pageSize), endOffset) - offset,
});

/** Where the numbered page after the one with this offset starts. */
export const nextPageOffset = (offset: number, pageSize: number): number => offset - (offset % pageSize) + pageSize;

/** Splits the rows from `offset` to `endOffset` into page requests; none starts beyond `maxOffset`. */
export function splitIntoParts(
  offset: number,
  endOffset: number,
  { pageSize, maxOffset, createPart }: { pageSize: number; maxOffset: number; createPart: CreatePart },
): PageRequest[] {
  const parts: PageRequest[] = [];
  for (let next = offset; next < Math.min(endOffset, maxOffset + 1); ) {
    const part = createPart(next, endOffset, pageSize);
    parts.push(part);
    next += part.limit;
  }
  return parts;
}

/** Fetches whole pages, and drops the rows before the requested offset and beyond the limit. */
export function fetchWholePages(fetchPage: FetchPage, pageSize: number): FetchPage {
  return async ({ offset, limit }, signal) => {
    const skipped = offset % pageSize;
    const page = await fetchPage({ offset: offset - skipped, limit: pageSize }, signal);
    return { ...page, rows: page.rows.slice(skipped, skipped + limit) };
  };
}
