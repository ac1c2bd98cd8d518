// The answer of `list_lines`: what is read for it, and what stands around its lines.
import type { Row, ToolContext, ToolResult } from '@linekeeper/core';
import { findFirstFailure, formatOutcomeNotes, toAccountOutcomes, type UnreportedFinder } from './account-outcomes.ts';
import { findUnreportedFields } from './asked-properties.ts';
import { compileFilters } from './compile-filters.ts';
import type { Filters } from './filters.ts';
import type { FittedOutcomes, OutcomeFitter } from './fit-outcomes.ts';
import { createLineProjection, type FieldsInput } from './line-fields.ts';
import { lineColumns, lineFields } from './line-schema.ts';
import { computeTotal, isBefore, type NextPosition } from './merge.ts';
import { type PaginationInput, readSourceCursor, type SourcePosition, writeSourceCursor } from './multi-source-cursor.ts';
import { getSourceKey, type SourceResult } from './source.ts';
import type { SourceReaderOptions } from './source-reader.ts';
import { readMarks, writeMarks } from './unread-sources.ts';

/** The name of the tool; cursors are bound to it. */
export const toolName = 'list_lines';

/** The arguments of the question, validated. */
export type ListInput = Filters & FieldsInput & PaginationInput;

/** The lists of a question, and how to read them from where its page starts. */
export function openLists(input: ListInput, context: ToolContext) {
  const filters = compileFilters(input, context.registry);
  const { sources: allSources, isFiltered } = filters;
  const start = readSourceCursor(toolName, input, allSources.map(getSourceKey), context);
  const sources = allSources.slice(start.source);
  const options: SourceReaderOptions = {
    inputFor: filters.pushDown,
    startAt: source => (source === sources[0] && start.position.offset > 0 ? start.position : undefined),
    filter: isFiltered ? filters.matches : undefined,
  };
  return { filters, allSources, start, sources, options, project: createLineProjection(input) };
}

/** What `openLists` returns. */
export type OpenLists = ReturnType<typeof openLists>;

/** Returns what is missing or unreliable. */
export const listWarnings = (input: ListInput, { filters }: OpenLists, results: readonly SourceResult[]): string[] => [
  ...filters.selectionWarnings,
  ...results.flatMap(result => result.warnings),
  ...(input.cursor === undefined ? filters.ownerWarnings(results) : []),
];

/** What was read, and where the next page starts. */
export interface ReadLists {
  input: ListInput;
  lists: OpenLists;
  results: readonly SourceResult[];
  context: ToolContext;
  fitOutcomes: OutcomeFitter;
  countReturned?: (account: string) => number;
  next?: NextPosition | undefined;
}

/** Returns what the question asks for and the provider of an account does not report: with lines in the answer, of the fields alone. */
const createUnreportedFinder =
  ({ input, lists: { filters } }: ReadLists): UnreportedFinder =>
  (provider, returned) => [...(returned > 0 ? [] : filters.findUnreported(provider)), ...findUnreportedFields(provider, input.fields)];

/** Returns the outcome of each account. */
function getOutcomes(read: ReadLists) {
  const { lists, results, countReturned = () => 0, next } = read;
  const { filters, allSources, start } = lists;
  return toAccountOutcomes([...readMarks(start.marks, allSources), ...results], {
    countReturned,
    includeTotals: !filters.isFiltered,
    isReached: result => next === undefined || isBefore(result, next, allSources),
    findUnreported: createUnreportedFinder(read),
    withoutList: filters.withoutList,
  });
}

/** Returns the outcomes that the answer has, whatever its lines are. */
export const fitOutcomes = (read: ReadLists): FittedOutcomes => read.fitOutcomes(getOutcomes(read));

/** Builds the answer around its lines. */
export function buildListResult(read: ReadLists, lines: readonly Row[], returned: number, warnings: readonly string[]): ToolResult {
  const { input, lists, results, context, next } = read;
  const { filters, allSources, start } = lists;
  const toPosition = ({ source, position }: NextPosition): SourcePosition => {
    const index = allSources.indexOf(source);
    return { source: index, position, marks: writeMarks(start.marks, results, index, start.source) };
  };
  const cursor = next && writeSourceCursor(toolName, input, allSources.map(getSourceKey), toPosition(next), context);
  const total = input.cursor === undefined ? computeTotal(results, filters.isFiltered) : undefined;
  const outcomes = getOutcomes(read);
  const fitted = read.fitOutcomes(outcomes);
  return {
    content: {
      lines,
      returned,
      ...(total !== undefined && { total }),
      ...(cursor !== undefined && { next_cursor: cursor }),
      accounts: fitted.accounts,
    },
    table: {
      columns: input.fields ?? lineColumns,
      timeColumns: ['since'],
      fileColumns: input.fields ?? lineFields,
      rows: lines,
      total,
      hasMore: cursor !== undefined,
    },
    warnings: [...fitted.warnings, ...warnings],
    notes: formatOutcomeNotes(outcomes, createUnreportedFinder(read)),
    failure: findFirstFailure([...readMarks(start.marks, allSources), ...results]),
  };
}
