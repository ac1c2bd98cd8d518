// Results of sources that a page does not read: those it did not wait for, and those that failed on an earlier page.
import { type ErrorCode, errorCodes, LinekeeperError, type ListPosition } from '@linekeeper/core';
import type { LineSource, SourceResult } from './source.ts';

const codes = Object.keys(errorCodes);

const firstRow: ListPosition = { offset: 0 };

/** Creates the result of a source of which nothing was read. */
export const createUnreadResult = (source: LineSource, result: Partial<SourceResult> = {}): SourceResult => ({
  source,
  lineCount: 0,
  start: firstRow,
  end: firstRow,
  reachedEnd: false,
  hasMore: false,
  warnings: [],
  seenFields: new Set(),
  ...result,
});

/** Stands for a source that was read to its end. */
const completeMark = '.';

/** Stands for a source that ended before its reported total. */
const incompleteMark = '-';

/**
 * Writes how the sources before the next page were read, one character each, so that later pages can name those that failed: the letter of
 * the error code, a capital if a part was read. Empty if all are complete.
 */
export function writeMarks(earlierMarks: string, results: readonly SourceResult[], nextSource: number, startSource: number): string {
  const read = results.slice(0, nextSource - startSource).map(toMark);
  return shorten(earlierMarks.padEnd(startSource, completeMark) + read.join(''));
}

/** Writes how each of the sources was read on this page and on earlier ones: a source that failed once stays marked. */
export function mergeMarks(earlierMarks: string, results: readonly SourceResult[], sources: readonly LineSource[]): string {
  const marks = sources.map((source, index) => {
    const read = results.filter(result => result.source === source).map(toMark);
    return read.find(mark => mark !== completeMark) ?? earlierMarks[index] ?? completeMark;
  });
  return shorten(marks.join(''));
}

function toMark({ failure, lineCount, reachedEnd }: SourceResult): string {
  if (failure === undefined) return reachedEnd ? completeMark : incompleteMark;
  const letter = String.fromCharCode('a'.charCodeAt(0) + codes.indexOf(failure.code));
  return lineCount > 0 ? letter.toUpperCase() : letter;
}

const shorten = (marks: string): string => ([...marks].every(mark => mark === completeMark) ? '' : marks);

/** Returns the results of earlier pages for the accounts of which something is missing. */
export function readMarks(marks: string, sources: readonly LineSource[]): SourceResult[] {
  const marked = sources.slice(0, marks.length).map((source, index) => ({ source, mark: marks[index] ?? completeMark }));
  const incomplete = new Set(marked.flatMap(({ source, mark }) => (mark === completeMark ? [] : [source.account])));
  return marked.flatMap(({ source, mark }) => (incomplete.has(source.account) ? toResults(source, mark) : []));
}

function toResults(source: LineSource, mark: string): SourceResult[] {
  if (mark === completeMark) return [createUnreadResult(source, { reachedEnd: true })];
  if (mark === incompleteMark) return [createUnreadResult(source)];
  const code = codes[mark.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0)] ?? 'unavailable';
  const { name: account, provider } = source.account;
  // A key of `errorCodes`; a cursor that a caller wrote may have other letters.
  const failure = new LinekeeperError(code as ErrorCode, 'A list could not be read on an earlier page.', {
    account,
    provider: provider.name,
  });
  // A part that was read counts like a complete list beside the failed one.
  const readPart = mark === mark.toUpperCase() ? [createUnreadResult(source, { reachedEnd: true })] : [];
  return [createUnreadResult(source, { failure }), ...readPart];
}
