// Undocumented behavior observed at Exolve: microseconds in dates, short pages, and an empty page before the end of a list.
import type { JsonObject } from '../json.ts';
import type { Page } from '../short-pages.ts';

/** The index at which long pages of each list end early. */
export const shortPageEnds = { sips: 15, numbers: 30 };

/** The documentation promises RFC 3339 in seconds; with quirks, dates keep the microseconds that Exolve sends. */
export function formatCreateDate<Row extends { create_date: string }>(row: Row, quirks: boolean): Row {
  return quirks ? row : { ...row, create_date: row.create_date.replace(/\.\d+Z$/, 'Z') };
}

/** The documentation's table and example disagree: fees are text or numbers, options an array or an object. */
export function toQuirkyNumber(row: JsonObject): JsonObject {
  const isTable = Number(String(row.number_name).at(-1)) % 3 === 1;
  return isTable
    ? {
        ...row,
        subscription_fee: String(row.subscription_fee),
        install_fee: String(row.install_fee),
        number_options: [row.number_options ?? {}],
      }
    : row;
}

interface ListingState {
  /** Offsets at which a full page ended. */
  fullPageEnds: Set<number>;
  /** Whether this listing may still get its empty page. */
  isArmed: boolean;
  /** Offsets whose empty page the client has not retried yet. */
  unretriedOffsets: Set<number>;
}

/**
 * Once per listing, the page after a full one is empty; a retry of it returns the rows. Concurrent listings with the same filters and page
 * size share one state, so that neither gets the empty page twice at one offset. The page size is part of the key, since a page that is full
 * for one size is short for another.
 */
export class EmptyPageQuirk {
  readonly #listings = new Map<string, ListingState>();

  /** Whether to send this page empty; `rowCount` is the number of rows that it has. Records the page. `list` identifies the filters. */
  takesEffect(list: string, { offset, limit }: Page, rowCount: number): boolean {
    const key = `${list} ${limit}`;
    const state = this.#listings.get(key) ?? { fullPageEnds: new Set(), isArmed: true, unretriedOffsets: new Set() };
    this.#listings.set(key, state);
    if (offset === 0 && state.unretriedOffsets.size === 0) state.isArmed = true;
    const isRetry = state.unretriedOffsets.delete(offset);
    if (!isRetry && state.isArmed && rowCount > 0 && state.fullPageEnds.has(offset)) {
      state.isArmed = false;
      state.unretriedOffsets.add(offset);
      return true;
    }
    if (rowCount === limit) state.fullPageEnds.add(offset + rowCount);
    return false;
  }
}
