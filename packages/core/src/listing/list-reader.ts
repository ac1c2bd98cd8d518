// Finds the next rows of a list: behind the last row, found again after the list changed, or none at its confirmed end.
import { malformedError } from '../http/http-status.ts';
import type { PageReader, ReceivedPage } from './page-reader.ts';
import { ReadAhead } from './read-ahead.ts';
import type { ListEnd, RowTracker } from './row-tracker.ts';

/** How often the place in a list is looked for; a list that still changes is read on without going back. */
const maxRecoveries = 100;

/** How far back a row is looked for that came before, in pages. Any such row will do: everything behind it is read again. */
const pagesBack = [1, 3, 7, 15, 31, 63, 127, 255];

/** The same behind a cursor, where only the last row is known: every page is looked through, the current one with its full length first. */
const pagesBackBehindCursor = [0, 1, 2, 3];

/** How often what was read ahead may turn out not to continue the list; after that, one page is requested after the other. */
const maxDroppedReads = 3;

/** A place that a list does not have, in pages behind its end. */
const pagesFarBeyond = 20;

/** The error of a provider that returns the first page for any offset. */
export const repeatedPageError = () => malformedError('the same page again and again');

/** Reads on at the position of a tracker. Pages begin one row early, and that row must be the last one that was taken. */
export class ListReader {
  readonly #pages: PageReader;
  readonly #tracker: RowTracker;
  readonly #ahead: ReadAhead;
  #recoveries = 0;
  #droppedReads = 0;

  constructor(pages: PageReader, tracker: RowTracker) {
    this.#pages = pages;
    this.#tracker = tracker;
    this.#ahead = new ReadAhead(pages, tracker);
  }

  /** Returns what follows a page: what was read ahead if it continues the list, otherwise what is requested now; the reason at the end. */
  async next(last: ReceivedPage): Promise<ReceivedPage | ListEnd> {
    const tracker = this.#tracker;
    const page = this.#droppedReads < maxDroppedReads ? await this.#ahead.next() : undefined;
    if (page !== undefined) {
      if (tracker.isContinuedBy(page) && tracker.isExtendedBy(page)) return page;
      if (tracker.compareOverlap(page) === 'other') tracker.changed = true;
      this.#droppedReads++;
      await this.#ahead.clear();
      if (tracker.isContinuedBy(page) && this.#canReadBeyond) return await this.#confirmEnd();
    } else if (last.isProbablyLast && tracker.total === undefined && this.#canReadBeyond) return await this.#confirmEnd();
    return await this.readOn();
  }

  /** Requests the rows at the position of the tracker. The page that comes may not continue the list: then it changed. */
  async readOn(): Promise<ReceivedPage | ListEnd> {
    const tracker = this.#tracker;
    const page = await this.#readOverlapping();
    if (page === undefined) return 'offset-limit';
    if (tracker.lastKey === undefined && !tracker.isExtendedBy(page)) return await this.#readFirstBeyond(page);
    if (!tracker.isContinuedBy(page) || tracker.isExtendedBy(page)) return page;
    // Only the last row came again: the list ends, or its pages have one row.
    if (!this.#canReadBeyond) return tracker.position === tracker.total ? this.#toEnd(page) : 'offset-limit';
    return await this.#confirmEnd();
  }

  /** The first page has no rows. Without a total, that may be the rest of a short numbered page: the list may continue on the next one. */
  async #readFirstBeyond(page: ReceivedPage): Promise<ReceivedPage | ListEnd> {
    const tracker = this.#tracker;
    if (page.offset === tracker.position || (page.total ?? tracker.total) !== undefined) return this.#toEnd(page);
    const beyond = await this.#pages.readBeyond(tracker.position, this.#count);
    if (beyond.rows.length === 0) return this.#toEnd(beyond);
    tracker.position = beyond.offset;
    return beyond;
  }

  /** Asks once beyond the total: returns the end, or what continues the list although its total is reached. */
  async readBeyondTotal(last: ReceivedPage): Promise<ReceivedPage | ListEnd> {
    await this.#ahead.clear();
    if (!this.#canReadBeyond) return this.#tracker.getListEnd();
    // The last page did not ask beyond the total, or pages are cut anywhere: the list may have gone on, and have changed since.
    if (!this.#pages.pageNumbers && (this.#pages.mayBeShort || last.isFull)) return await this.#confirmEnd();
    const beyond = await this.#pages.readBeyond(this.#tracker.position, this.#count);
    return beyond.rows.length === 0 || (await this.#isOffsetIgnored(beyond)) ? this.#toEnd(beyond) : await this.#readRefuted();
  }

  async #readRefuted(): Promise<ReceivedPage | ListEnd> {
    this.#tracker.refuteTotal();
    return await this.readOn();
  }

  /** Asks beyond the position, then for the last row: only if that is where it was, the list ends where nothing follows. */
  async #confirmEnd(): Promise<ReceivedPage | ListEnd> {
    const tracker = this.#tracker;
    let beyond = await this.#pages.readBeyond(tracker.position, this.#count);
    // Providers send empty pages before the end.
    if (beyond.rows.length === 0 && (tracker.total ?? 0) > tracker.position)
      beyond = await this.#pages.readBeyond(tracker.position, this.#count);
    if (await this.#isOffsetIgnored(beyond)) return this.#toEnd(beyond);
    const page = await this.#readOverlapping();
    if (page === undefined) return 'offset-limit';
    if (!tracker.isContinuedBy(page) || tracker.isExtendedBy(page)) return page;
    if (beyond.rows.length === 0) return this.#toEnd(beyond);
    // Pages have one row. The last row is where it was, so the rows beyond follow it.
    if (tracker.position === tracker.total) tracker.refuteTotal();
    tracker.position = beyond.offset;
    return { ...beyond, offset: beyond.offset - page.rows.length, rows: [...page.rows, ...beyond.rows] };
  }

  /** Returns the page to go on with after the list changed: one that has a row which came before. */
  async recover(page: ReceivedPage): Promise<ReceivedPage> {
    const tracker = this.#tracker;
    tracker.changed = true;
    await this.#ahead.clear();
    const { pageSize } = this.#pages;
    const distances = tracker.startsAtFirstRow ? pagesBack : pagesBackBehindCursor;
    let candidate = page;
    let known = tracker.findKnownOffset(candidate);
    for (const distance of ++this.#recoveries > maxRecoveries ? [] : distances) {
      if (known !== undefined || (candidate.offset === 0 && distance > 0)) break;
      candidate = await this.#pages.read(Math.max(0, page.offset - distance * pageSize), pageSize, false);
      known = tracker.findKnownOffset(candidate);
    }
    // Behind a cursor, rows far before the last one would come twice.
    if (known === undefined && !tracker.startsAtFirstRow) candidate = page;
    tracker.restartAt(known ?? candidate.offset);
    return candidate;
  }

  /** True if all rows came again, also from far beyond the list: the provider ignores the offset. Throws `malformed` if it reports no total: then more rows may exist. */
  async #isOffsetIgnored({ rows }: ReceivedPage): Promise<boolean> {
    if (rows.length === 0 || !this.#tracker.isRepetition(rows)) return false;
    const far = await this.#pages.readBeyond(this.#tracker.position + pagesFarBeyond * this.#pages.pageSize, this.#count);
    const isIgnored = far.rows.length > 0 && this.#tracker.isRepetition(far.rows);
    if (isIgnored && this.#tracker.total === undefined) throw repeatedPageError();
    return isIgnored;
  }

  get #canReadBeyond(): boolean {
    return this.#pages.getCapacity(this.#tracker.position, false) > 0;
  }

  /** Rows to ask for where none may follow. */
  get #count(): number {
    return Math.max(1, this.#tracker.missingRows);
  }

  /** True if the next page is to begin before the position. */
  get #overlaps(): boolean {
    return this.#tracker.lastKey !== undefined;
  }

  /** Requests a page without rows once more where some are known to exist: providers send such pages. Undefined beyond the largest offset. */
  async #readOverlapping(): Promise<ReceivedPage | undefined> {
    const { position, total, lastKey, missingRows } = this.#tracker;
    if (this.#pages.getCapacity(position, this.#overlaps) === 0) return undefined;
    let page = await this.#pages.read(position, missingRows, this.#overlaps);
    const isExpected = lastKey !== undefined || (page.total ?? total ?? 0) > position;
    if (page.rows.length === 0 && isExpected) page = await this.#pages.read(position, missingRows, this.#overlaps);
    // At the largest offset, pages begin further before the position, and may not reach it.
    const isTooShort =
      !this.#pages.pageNumbers && page.offset < position - 1 && page.rows.length > 0 && this.#tracker.compareOverlap(page) === 'absent';
    return isTooShort ? undefined : page;
  }

  #toEnd({ total }: ReceivedPage): ListEnd {
    this.#tracker.noteTotal(total);
    return this.#tracker.getListEnd();
  }
}
