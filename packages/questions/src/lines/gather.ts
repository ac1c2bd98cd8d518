// Reads all sources concurrently, and reserves time to answer with partial results.
import type { Deadline, Input, ListPosition, ToolContext } from '@linekeeper/core';
import { type LineSource, type ReadOptions, readSource, type SourceItem, type SourceResult } from './source.ts';
import { createUnreadResult } from './unread-sources.ts';
import { waitUntilEnough } from './wait-until-enough.ts';

/** Time reserved before the deadline to answer with partial results, in milliseconds. */
const responseReserveMs = 2_000;

/** Returns the deadline for the sources: two seconds before that of the tool call, but at least half of the time left. */
export function reserveForResponse(deadline: Deadline, now: number): Deadline {
  const left = deadline.at - now;
  return Number.isFinite(left) ? { ...deadline, at: now + Math.max(left / 2, left - responseReserveMs) } : deadline;
}

/** What to read of each source, and what to keep. */
export interface GatherOptions {
  /** Returns the arguments for a source; `no-match` if it cannot have matching lines. */
  inputFor(source: LineSource): Input | 'no-match';
  /** Returns the position to start at in a source; the first row by default. */
  startAt?(source: LineSource): ListPosition | undefined;
  /** Selects the lines to keep; all by default. */
  filter?: ((item: SourceItem) => boolean) | undefined;
  /** Maximum number of lines from each source; unlimited by default. */
  limit?: number | undefined;
  /** Tells whether the results of the leading sources fill the answer: slower sources are then left out, as lists that continue. */
  isEnough?(leading: readonly SourceResult[]): boolean;
  /** True to read one source after the other until it is enough: the rest is not read. For later pages, which show no total. */
  inTurn?: boolean;
}

/** Reads every source. A source without matching lines is probed with one row: the answer reports whether each account responds. */
export async function gather(
  sources: readonly LineSource[],
  { registry, deadline, onProgress, onAccount }: ToolContext,
  { inputFor, startAt, filter, limit, isEnough, inTurn = false }: GatherOptions,
): Promise<SourceResult[]> {
  const answered = new AbortController();
  let received = 0;
  const onRows = (count: number) => {
    received += count;
    if (!answered.signal.aborted) onProgress?.(received, undefined);
  };
  const signal = deadline.signal === undefined ? answered.signal : AbortSignal.any([deadline.signal, answered.signal]);
  const shared = { registry, deadline: { ...reserveForResponse(deadline, registry.clock.now()), signal }, onRows };
  const readUnobserved = async (source: LineSource): Promise<SourceResult> => {
    const input = inputFor(source);
    if (input === 'no-match') return await probeSource(source, shared);
    const options = { ...shared, filter, limit, startAt: startAt?.(source) };
    const result = await readSource(source, { ...options, input });
    // The provider rejected the pushed-down filter, not the arguments of the caller: read all rows and filter here.
    const isRefused = Object.keys(input).length > 0 && ['input', 'refused'].includes(result.failure?.code ?? '');
    return isRefused ? await readSource(source, options) : result;
  };
  const read = async (source: LineSource): Promise<SourceResult> => {
    onAccount?.(source.account.name, 'asked');
    return await readUnobserved(source).finally(() => onAccount?.(source.account.name, 'answered'));
  };
  try {
    if (isEnough === undefined) return failWithoutOthers(await Promise.all(sources.map(read)));
    if (inTurn) return failWithoutOthers(await readInTurn(sources, read, isEnough));
    const readings = sources.map(read);
    const results = await waitUntilEnough(readings, isEnough, registry.clock);
    return failWithoutOthers(sources.map((source, index) => results[index] ?? createUnreadResult(source, { hasMore: true })));
  } finally {
    answered.abort();
  }
}

/** A list that not every account has may be missing beside others; if no other list of the account could be read, it is a failure. */
function failWithoutOthers(results: SourceResult[]): SourceResult[] {
  const readable = new Set(
    results.flatMap(({ source, failure, unavailable }) => (failure === undefined && unavailable === undefined ? [source.account] : [])),
  );
  return results.map(result =>
    result.unavailable === undefined || readable.has(result.source.account)
      ? result
      : { ...result, failure: result.unavailable, unavailable: undefined, reachedEnd: false, warnings: [] },
  );
}

/** Reads one source after the other. After those without lines more are read at once, so that a rare line is found in time. */
async function readInTurn(
  sources: readonly LineSource[],
  read: (source: LineSource) => Promise<SourceResult>,
  isEnough: (leading: readonly SourceResult[]) => boolean,
): Promise<SourceResult[]> {
  const results: SourceResult[] = [];
  for (let count = 1; results.length < sources.length && !isEnough(results); ) {
    const next = await Promise.all(sources.slice(results.length, results.length + count).map(read));
    results.push(...next);
    count = next.some(({ items }) => items.length > 0) ? 1 : count * 2;
  }
  return [...results, ...sources.slice(results.length).map(source => createUnreadResult(source, { hasMore: true }))];
}

async function probeSource(source: LineSource, options: ReadOptions): Promise<SourceResult> {
  const result = await readSource(source, { ...options, limit: 1, trustsTotal: true });
  return { ...result, items: [], total: undefined, reachedEnd: result.failure === undefined, hasMore: false };
}

/** Returns the items of all results, in the order of their sources. */
export const collectItems = (results: readonly SourceResult[]): SourceItem[] => results.flatMap(({ items }) => items);
