// Asks all sources side by side, and leaves time to answer with what came.
import type { Call, Deadline, Input, Place, Wanted } from '@linekeeper/core';
import { type Asking, type Item, type Reading, read, type Source } from './source.ts';

/** Kept free at the end of a call to answer with what came, in milliseconds. */
const reserve = 2_000;

/** The deadline of the sources: before the call's own, but never sooner than in half of its time. */
export function earlier(deadline: Deadline, now: number): Deadline {
  const left = deadline.at - now;
  return Number.isFinite(left) ? { ...deadline, at: now + Math.max(left / 2, left - reserve) } : deadline;
}

/** Arguments that ask a source for the lines of a filter; `nothing` where it cannot have any. */
export const inputFor = ({ operation }: Source, wanted: Wanted): Input | 'nothing' => operation.forLines?.(wanted) ?? {};

export interface Gathering {
  /** Arguments for a source; `nothing` where it cannot hold what is wanted. */
  inputOf(source: Source): Input | 'nothing';
  /** Where to begin in a source; the beginning by default. */
  fromOf?(source: Source): Place | undefined;
  keep?: ((item: Item) => boolean) | undefined;
  /** Enough lines of each source. */
  wanted?: number | undefined;
}

/** Reads every source. One that cannot hold what is wanted is asked for a single row: whether its account answers is part of the answer. */
export function gather(
  sources: readonly Source[],
  { directory, deadline, onProgress }: Call,
  { inputOf, fromOf, keep, wanted }: Gathering,
): Promise<Reading[]> {
  let received = 0;
  const onRows = (count: number) => {
    received += count;
    onProgress?.(received, undefined);
  };
  const common = { directory, deadline: earlier(deadline, directory.clock.now()), onRows };
  return Promise.all(
    sources.map(async source => {
      const input = inputOf(source);
      if (input === 'nothing') return await probe(source, common);
      const asking = { ...common, keep, wanted, from: fromOf?.(source) };
      const reading = await read(source, { ...asking, input });
      // What the provider does not filter is filtered here: nothing that the caller gave was wrong.
      const refused = Object.keys(input).length > 0 && ['input', 'refused'].includes(reading.failure?.code ?? '');
      return refused ? await read(source, asking) : reading;
    }),
  );
}

async function probe(source: Source, asking: Asking): Promise<Reading> {
  const reading = await read(source, { ...asking, wanted: 1 });
  return { ...reading, items: [], total: undefined, ended: reading.failure === undefined, more: false };
}

/** The lines in the order of their sources. */
export const itemsOf = (readings: readonly Reading[]): Item[] => readings.flatMap(({ items }) => items);
