// Reads all sources side by side, and yields their lines in the order of the sources: what comes early is buffered, and only so much of it.
import type { ToolContext } from '@linekeeper/core';
import type { LineSource, SourcePage, SourceResult } from './source.ts';
import { failWithoutOthers, type SourcePages, SourceReader, type SourceReaderOptions } from './source-reader.ts';

/** Lines that may wait for those before them; a list that is read while it is full adds its page. Enough for most accounts to be read as fast as they answer. */
const maxBufferedLines = 10_000;

/** Yields what `keep` takes from each page, and returns how the sources ended. */
export async function* readInOrder<Entry>(
  sources: readonly LineSource[],
  context: ToolContext,
  options: SourceReaderOptions,
  keep: (page: SourcePage) => readonly Entry[],
): AsyncGenerator<readonly Entry[], SourceResult[]> {
  const reader = new SourceReader(context, options);
  const buffered = new BufferedLines();
  const queues = sources.map(source => new PageQueue(reader.read(source), keep, buffered));
  try {
    const results: SourceResult[] = [];
    for (const queue of queues) results.push(yield* queue.drain());
    return failWithoutOthers(results);
  } finally {
    reader.close();
  }
}

/** Counts the lines that wait, and tells when something has changed. */
class BufferedLines {
  #count = 0;
  #waiting: (() => void)[] = [];

  get isFull(): boolean {
    return this.#count >= maxBufferedLines;
  }

  add(count: number): void {
    this.#count += count;
    this.notify();
  }

  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>(resolve => this.#waiting.push(resolve));
  }
}

/** The pages of one source: before their turn, they are read ahead while lines may be buffered; then each is read when the one before is taken. */
class PageQueue<Entry> {
  readonly #steps: (() => IteratorResult<readonly Entry[], SourceResult>)[] = [];
  readonly #buffered: BufferedLines;
  #isDrained = false;

  constructor(pages: SourcePages, keep: (page: SourcePage) => readonly Entry[], buffered: BufferedLines) {
    this.#buffered = buffered;
    void this.#readAhead(pages, keep);
  }

  async #readAhead(pages: SourcePages, keep: (page: SourcePage) => readonly Entry[]): Promise<void> {
    for (let isLast = false; !isLast; ) {
      await this.#buffered.until(() => (this.#isDrained ? this.#steps.length === 0 : !this.#buffered.isFull));
      try {
        const page = await pages.next();
        isLast = page.done === true;
        // Of a page that waits, only what is kept stays in memory.
        const step: IteratorResult<readonly Entry[], SourceResult> = page.done ? page : { value: keep(page.value) };
        this.#steps.push(() => step);
        this.#buffered.add(step.done ? 0 : step.value.length);
      } catch (thrown) {
        isLast = true;
        this.#steps.push(() => {
          throw thrown;
        });
        this.#buffered.notify();
      }
    }
  }

  /** Yields the pages as they come; returns how the source ended. */
  async *drain(): AsyncGenerator<readonly Entry[], SourceResult> {
    this.#isDrained = true;
    this.#buffered.notify();
    for (;;) {
      await this.#buffered.until(() => this.#steps.length > 0);
      const step = this.#steps.shift()?.();
      if (step === undefined) continue;
      if (step.done) return step.value;
      this.#buffered.add(-step.value.length);
      yield step.value;
    }
  }
}
