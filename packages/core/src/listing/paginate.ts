// Offset pagination: every row of a list exactly once and in order, whatever page sizes the provider returns, or `changed`.
import { ListReader, repeatedPageError } from './list-reader.ts';
import { PageReader, type PageReaderOptions, type ReceivedPage } from './page-reader.ts';
import { type IdentifyRow, RowKeys } from './row-key.ts';
import { type ListEnd, type RowChunk, RowTracker, type RowTrackerOptions } from './row-tracker.ts';

/** Stops an endless list: no inventory is that large. */
const maxRows = 2_000_000;

/** Pages that begin with the same row and bring nothing new, one after the other. A list that grew by a page at its front has one. */
const maxRepeatedPages = 2;

export type { RowChunk } from './row-tracker.ts';

/** What `paginate` needs to know of a list. */
export interface PaginateOptions extends PageReaderOptions, RowTrackerOptions {
  /** Stop after this many rows; Infinity for all. */
  rowLimit: number;
  /** How rows are recognized on another page; by all of their fields if it is left out. */
  identify?: IdentifyRow | undefined;
  /** The caller's, which aborts all requests. */
  signal?: AbortSignal | undefined;
  /** True to end at the total without asking beyond it: for probes, which need not be complete. */
  trustsTotal?: boolean | undefined;
  /** Called after `rowLimit` rows: how many more to read; none by default. */
  getFurtherRows?: (() => number) | undefined;
}

/** Yields the rows of a list. Stops after `rowLimit` rows, at the end of the list, at `maxOffset` or at `maxRows`. */
export async function* paginate(options: PaginateOptions): AsyncGenerator<RowChunk> {
  const abort = new AbortController();
  const { signal } = options;
  // One for all pages: a signal that follows others is slow to make.
  const keys = new RowKeys(options.identify);
  const pages = new PageReader(options, keys, signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]));
  try {
    yield* readChunks(options, pages, keys);
  } finally {
    // Pages that were requested ahead are no longer needed.
    if (pages.inFlight > 0) abort.abort(abortReason);
  }
}

/** Aborting with a string avoids allocating a DOMException for every listing. */
const abortReason = 'pagination stopped';

async function* readChunks(
  { rowLimit, trustsTotal = false, getFurtherRows = () => 0, ...options }: PaginateOptions,
  pages: PageReader,
  keys: RowKeys,
): AsyncGenerator<RowChunk> {
  const tracker = new RowTracker(options, keys, Math.min(rowLimit, maxRows));
  const list = new ListReader(pages, tracker);
  const repetition = new RepetitionGuard();
  let chunks: RowChunk[] = [];
  let next: ReceivedPage | ListEnd | undefined = await list.readOn();
  while (typeof next === 'object') {
    const page: ReceivedPage = tracker.isContinuedBy(next) ? next : await list.recover(next);
    const firstKey = tracker.getFirstKey(page);
    chunks = tracker.take(page);
    repetition.check(firstKey, chunks.length > 0);
    next = undefined;
    if (tracker.position === tracker.total && tracker.isExtendedBy(page)) tracker.refuteTotal();
    if (tracker.position === tracker.total) {
      try {
        next = trustsTotal ? tracker.getListEnd() : await list.readBeyondTotal(page);
      } catch (thrown) {
        yield* chunks.map(chunk => tracker.complete(chunk));
        throw thrown;
      }
    }
    if (typeof next === 'string') break;
    yield* chunks.map(chunk => tracker.complete(chunk));
    chunks = [];
    if (tracker.missingRows === 0) tracker.missingRows = Math.min(getFurtherRows(), maxRows - tracker.takenRows);
    if (tracker.missingRows === 0) {
      next = undefined;
      break;
    }
    next ??= await list.next(page);
  }
  const end = typeof next === 'string' ? next : tracker.takenRows >= maxRows ? 'offset-limit' : undefined;
  if (end === undefined) return;
  const last = chunks.pop() ?? tracker.createEmptyChunk();
  yield* chunks.map(chunk => tracker.complete(chunk));
  yield tracker.complete(last, end);
}

/** Detects a provider that ignores the offset: pagination would never end. */
class RepetitionGuard {
  #previousKey: number | undefined;
  #repeatedPages = 0;

  /** Throws `malformed` after pages that begin with the same row and have no new one. */
  check(firstKey: number | undefined, hasNewRows: boolean): void {
    this.#repeatedPages = !hasNewRows && firstKey !== undefined && firstKey === this.#previousKey ? this.#repeatedPages + 1 : 0;
    if (this.#repeatedPages === maxRepeatedPages) throw repeatedPageError();
    this.#previousKey = firstKey;
  }
}
