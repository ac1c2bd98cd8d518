// Reads all sources side by side: keeps their lines, or what a question makes of them.
import type { Line, ListPosition, ToolContext } from '@linekeeper/core';
import type { LineSource, SourceItem, SourcePage, SourceResult } from './source.ts';
import { failWithoutOthers, readToEnd, SourceReader, type SourceReaderOptions } from './source-reader.ts';
import { createUnreadResult } from './unread-sources.ts';
import { waitUntilEnough } from './wait-until-enough.ts';

/** A line with its place in its list. */
export interface CollectedItem extends SourceItem {
  /** Where the list continues so that this row comes first. */
  position: ListPosition;
}

/** A source with its lines. */
export interface CollectedSource extends SourceResult {
  items: CollectedItem[];
}

/** What to read of each source, and when to stop. */
export interface GatherOptions extends SourceReaderOptions {
  /** Tells whether the results of the leading sources fill the answer: slower sources are then left out, as lists that continue. */
  isEnough?(leading: readonly CollectedSource[]): boolean;
  /** True to read one source after the other until it is enough: the rest is not read. For later pages, which show no total. */
  inTurn?: boolean;
}

/** Reads every source, and keeps its lines. */
export async function gather(
  sources: readonly LineSource[],
  context: ToolContext,
  { isEnough, inTurn = false, ...options }: GatherOptions,
): Promise<CollectedSource[]> {
  const reader = new SourceReader(context, options);
  const read = async (source: LineSource): Promise<CollectedSource> => {
    const items: CollectedItem[] = [];
    const result = await readToEnd(reader.read(source), page => {
      for (const [index, item] of page.items.entries()) items.push({ ...item, position: page.positionBefore(index) });
    });
    return { ...result, items };
  };
  try {
    if (isEnough === undefined) return failWithoutOthers(await Promise.all(sources.map(read)));
    if (inTurn) return failWithoutOthers(await readInTurn(sources, read, isEnough));
    const readings = sources.map(read);
    const results = await waitUntilEnough(readings, isEnough, context.registry.clock);
    return failWithoutOthers(sources.map((source, index) => results[index] ?? createUnreached(source)));
  } finally {
    reader.close();
  }
}

/** What a question makes of the lines of one source. */
export interface LineConsumer {
  add(items: readonly SourceItem[]): void;
}

/** Keeps the lines alone: their rows would take as much memory again. */
export class LineList implements LineConsumer {
  readonly lines: Line[] = [];

  add(items: readonly SourceItem[]): void {
    for (const { line } of items) this.lines.push(line);
  }
}

/** Reads every source, and hands its lines to a consumer of its own as they come: what the consumer does not keep is not held. */
export async function gatherInto<Kept extends LineConsumer>(
  sources: readonly LineSource[],
  context: ToolContext,
  options: SourceReaderOptions,
  createConsumer: (source: LineSource) => Kept,
): Promise<(SourceResult & { kept: Kept })[]> {
  const reader = new SourceReader(context, options);
  const read = async (source: LineSource) => {
    const kept = createConsumer(source);
    const result = await readToEnd(reader.read(source), ({ items }: SourcePage) => kept.add(items));
    return { ...result, kept };
  };
  try {
    return failWithoutOthers(await Promise.all(sources.map(read)));
  } finally {
    reader.close();
  }
}

/** Reads one source after the other. After those without lines more are read at once, so that a rare line is found in time. */
async function readInTurn(
  sources: readonly LineSource[],
  read: (source: LineSource) => Promise<CollectedSource>,
  isEnough: (leading: readonly CollectedSource[]) => boolean,
): Promise<CollectedSource[]> {
  const results: CollectedSource[] = [];
  for (let count = 1; results.length < sources.length && !isEnough(results); ) {
    const next = await Promise.all(sources.slice(results.length, results.length + count).map(read));
    results.push(...next);
    count = next.some(({ items }) => items.length > 0) ? 1 : count * 2;
  }
  return [...results, ...sources.slice(results.length).map(createUnreached)];
}

const createUnreached = (source: LineSource): CollectedSource => ({ ...createUnreadResult(source, { hasMore: true }), items: [] });

/** Returns the items of all results, in the order of their sources. */
export const collectItems = (results: readonly CollectedSource[]): SourceItem[] => results.flatMap(({ items }) => items);
