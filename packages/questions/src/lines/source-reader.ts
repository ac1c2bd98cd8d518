// Reads the sources of one question: what the providers can filter is filtered there, and time is kept to answer with what came.
import { type Input, type ListPosition, reserveForResponse, type ToolContext } from '@linekeeper/core';
import { type LineSource, type ReadOptions, readSource, type SourceItem, type SourcePage, type SourceResult } from './source.ts';

/** What to read of each source. */
export interface SourceReaderOptions {
  /** Returns the arguments for a source; `no-match` if it cannot have matching lines. */
  inputFor(source: LineSource): Input | 'no-match';
  /** Returns the position to start at in a source; the first row by default. */
  startAt?(source: LineSource): ListPosition | undefined;
  /** Selects the lines; all by default. */
  filter?: ((item: SourceItem) => boolean) | undefined;
  /** Maximum number of lines from each source; unlimited by default. */
  limit?: number | undefined;
}

/** The pages of a source, and how it ended. */
export type SourcePages<Page = SourcePage> = AsyncGenerator<Page, SourceResult>;

/** Reads sources until it is closed. */
export class SourceReader {
  readonly #options: SourceReaderOptions;
  readonly #onAccount: ToolContext['onAccount'];
  readonly #shared: ReadOptions;
  readonly #closed = new AbortController();

  constructor({ registry, deadline, onProgress, onAccount }: ToolContext, options: SourceReaderOptions) {
    this.#options = options;
    this.#onAccount = onAccount;
    const { signal: closed } = this.#closed;
    const signal = deadline.signal === undefined ? closed : AbortSignal.any([deadline.signal, closed]);
    let received = 0;
    const onRows = (count: number) => {
      received += count;
      if (!closed.aborted) onProgress?.(received, undefined);
    };
    this.#shared = { registry, deadline: { ...reserveForResponse(deadline, registry.clock.now()), signal }, onRows };
  }

  /** Reads a source. One without matching lines is probed with one row: the answer reports whether each account responds. */
  async *read(source: LineSource): SourcePages {
    const { inputFor, filter, limit, startAt } = this.#options;
    this.#onAccount?.(source.account.name, 'started');
    try {
      const input = inputFor(source);
      if (input === 'no-match') return await probeSource(source, this.#shared);
      const options = { ...this.#shared, filter, limit, startAt: startAt?.(source) };
      const result = yield* readSource(source, { ...options, input });
      // The provider rejected the pushed-down filter, not the arguments of the caller: read all rows and filter here.
      const isRefused =
        Object.keys(input).length > 0 && result.lineCount === 0 && ['input', 'refused'].includes(result.failure?.code ?? '');
      return isRefused ? yield* readSource(source, options) : result;
    } finally {
      this.#onAccount?.(source.account.name, 'finished');
    }
  }

  /** Ends the requests that are under way. */
  close(): void {
    this.#closed.abort();
  }
}

async function probeSource(source: LineSource, options: ReadOptions): Promise<SourceResult> {
  const result = await readToEnd(readSource(source, { ...options, limit: 1, trustsTotal: true }), () => {});
  return { ...result, lineCount: 0, total: undefined, reachedEnd: result.failure === undefined, hasMore: false };
}

/** Hands each page of a source to `take`, and returns how the source ended. */
export async function readToEnd<Page>(pages: SourcePages<Page>, take: (page: Page) => void): Promise<SourceResult> {
  for (;;) {
    const { done, value } = await pages.next();
    if (done) return value;
    take(value);
  }
}

/** Turns `unavailable` into a failure for accounts of which no list could be read. */
export function failWithoutOthers<Result extends SourceResult>(results: readonly Result[]): Result[] {
  const readable = new Set(
    results.flatMap(({ source, failure, unavailable }) => (failure === undefined && unavailable === undefined ? [source.account] : [])),
  );
  return results.map(result =>
    result.unavailable === undefined || readable.has(result.source.account)
      ? result
      : { ...result, failure: result.unavailable, unavailable: undefined, reachedEnd: false, warnings: [] },
  );
}
