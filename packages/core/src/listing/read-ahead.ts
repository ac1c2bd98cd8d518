// Requests the pages after the current one side by side, while the total tells that they exist.
import { maxConcurrentRequests } from '../http/rate-limiter.ts';
import type { PageReader, ReceivedPage } from './page-reader.ts';
import type { RowTracker } from './row-tracker.ts';

/** Reads pages ahead, at most four at once; returns them in their order. */
export class ReadAhead {
  readonly #pages: PageReader;
  readonly #tracker: RowTracker;
  // Pages leave the queue as they are returned: a long list is never in memory as a whole.
  #requested: Promise<ReceivedPage[]>[] = [];
  #received: ReceivedPage[] = [];
  #nextPosition = 0;

  constructor(pages: PageReader, tracker: RowTracker) {
    this.#pages = pages;
    this.#tracker = tracker;
  }

  /** Returns the next page; undefined if no rows are known to follow. */
  async next(): Promise<ReceivedPage | undefined> {
    if (this.#received.length === 0) {
      this.#requestNext();
      this.#received = (await this.#requested.shift()) ?? [];
      this.#requestNext();
    }
    return this.#received.shift();
  }

  /** Drops what was read ahead: it does not continue the list. Waits for it, so that there are never more requests at once. */
  async clear(): Promise<void> {
    const dropped = this.#requested;
    this.#requested = [];
    this.#received = [];
    await Promise.allSettled(dropped);
  }

  #requestNext(): void {
    const { position, missingRows, total = 0 } = this.#tracker;
    if (this.#requested.length === 0 && this.#received.length === 0) this.#nextPosition = position;
    // The last page asks beyond the total: rows that come from there are not lost.
    const endOffset = position + missingRows;
    while (this.#requested.length < maxConcurrentRequests && this.#nextPosition < Math.min(total, endOffset)) {
      const capacity = this.#pages.getCapacity(this.#nextPosition, true);
      if (capacity === 0) return;
      const pages = this.#readPart(this.#nextPosition, capacity, { endOffset, total });
      // Avoids an unhandled rejection: the failure is thrown when the pages are awaited.
      pages.catch(() => {});
      this.#requested.push(pages);
      this.#nextPosition += capacity;
    }
  }

  /** Reads one page, or the rows before `endOffset` or the total; after a short page, the rest is requested too. */
  async #readPart(position: number, capacity: number, { endOffset, total }: { endOffset: number; total: number }): Promise<ReceivedPage[]> {
    const pages: ReceivedPage[] = [];
    const partEnd = Math.min(position + capacity, endOffset, total);
    // A page that others follow need not show whether the list ends.
    const lastOffset = position + capacity < Math.min(endOffset, total) ? Number.POSITIVE_INFINITY : endOffset;
    for (let next = position; next < partEnd; ) {
      const readEnd = next === position ? lastOffset : Math.min(lastOffset, partEnd);
      const page = await this.#pages.read(next, readEnd - next, true);
      pages.push(page);
      const reached = page.offset + page.rows.length;
      if (reached <= next || this.#pages.pageNumbers) break;
      next = reached;
    }
    return pages;
  }
}
