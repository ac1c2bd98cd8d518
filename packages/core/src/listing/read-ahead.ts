// Requests the pages after the current one side by side, while the total tells that they exist.
import { maxConcurrentRequests } from '../http/rate-limiter.ts';
import type { PageReader, RowStretch } from './page-reader.ts';
import type { RowTracker } from './row-tracker.ts';

/** Reads stretches ahead, at most four at once; returns them in their order. */
export class ReadAhead {
  readonly #pages: PageReader;
  readonly #tracker: RowTracker;
  // Stretches leave the queue as they are returned: a long list is never in memory as a whole.
  #requested: Promise<RowStretch[]>[] = [];
  #received: RowStretch[] = [];
  #nextPosition = 0;

  constructor(pages: PageReader, tracker: RowTracker) {
    this.#pages = pages;
    this.#tracker = tracker;
  }

  /** Returns the next stretch; undefined if no rows are known to follow. */
  async next(): Promise<RowStretch | undefined> {
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
      const stretches = this.#readPart(this.#nextPosition, capacity, { endOffset, total });
      // Avoids an unhandled rejection: the failure is thrown when the stretches are awaited.
      stretches.catch(() => {});
      this.#requested.push(stretches);
      this.#nextPosition += capacity;
    }
  }

  /** Reads one page, or the rows before `endOffset` or the total; after a short page, the rest is requested too. */
  async #readPart(position: number, capacity: number, { endOffset, total }: { endOffset: number; total: number }): Promise<RowStretch[]> {
    const stretches: RowStretch[] = [];
    const partEnd = Math.min(position + capacity, endOffset, total);
    // A page that others follow need not show whether the list ends.
    const lastOffset = position + capacity < Math.min(endOffset, total) ? Number.POSITIVE_INFINITY : endOffset;
    for (let next = position; next < partEnd; ) {
      const readEnd = next === position ? lastOffset : Math.min(lastOffset, partEnd);
      const stretch = await this.#pages.read(next, readEnd - next, true);
      stretches.push(stretch);
      const reached = stretch.offset + stretch.rows.length;
      if (reached <= next || this.#pages.pageNumbers) break;
      next = reached;
    }
    return stretches;
  }
}
