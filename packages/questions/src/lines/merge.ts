// Merges the lines of many sources into one list in the order of the sources, and finds where the next page starts.
import type { ListPosition } from '@linekeeper/core';
import type { CollectedItem, CollectedSource } from './gather.ts';
import type { LineSource, SourceResult } from './source.ts';

/** A line of the merged list. */
export interface MergedLine {
  item: CollectedItem;
  source: LineSource;
}

/** Where the next page of the merged list starts. */
export interface NextPosition {
  source: LineSource;
  position: ListPosition;
}

/** Returns all lines that were read, in the order of their sources. */
export function mergeResults(results: readonly CollectedSource[]): MergedLine[] {
  return results.flatMap(({ source, items }) => items.map(item => ({ item, source })));
}

/** Returns the position after the first `shown` lines; undefined at the end of the list. */
export function getNextPosition(results: readonly SourceResult[], lines: readonly MergedLine[], shown: number): NextPosition | undefined {
  const next = lines[shown];
  const unfinished = results.find(({ hasMore }) => hasMore);
  if (
    next !== undefined &&
    (unfinished === undefined || results.findIndex(({ source }) => source === next.source) <= results.indexOf(unfinished))
  ) {
    return { source: next.source, position: next.item.position };
  }
  return unfinished && { source: unfinished.source, position: unfinished.end };
}

/** Returns true if the page has read a part of a source before the position where the next one starts. */
export function isBefore({ source, start }: SourceResult, next: NextPosition, sources: readonly LineSource[]): boolean {
  return source === next.source ? next.position.offset > start.offset : sources.indexOf(source) < sources.indexOf(next.source);
}

/** Returns the number of lines in the whole list, as counted or as the providers report it; undefined if unknown. */
export function computeTotal(results: readonly SourceResult[], isFiltered: boolean): number | undefined {
  const counts = results.map(({ lineCount, total, reachedEnd }) => (reachedEnd ? lineCount : isFiltered ? undefined : total));
  return counts.every(count => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
}

/** Returns the number of lines that came of these lists. */
export const countLines = (results: readonly SourceResult[]): number => results.reduce((sum, { lineCount }) => sum + lineCount, 0);
