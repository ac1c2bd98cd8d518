// `list_lines`: the lines and numbers of all accounts in one shape and a stable order.
import { createAnswerFormShape, defaultLimit, defineQuestion, type Row, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { accountOutcomesSchema, findFirstFailure, formatOutcomeNotes, toAccountOutcomes } from './lines/account-outcomes.ts';
import { fitEntries } from './lines/answer-budget.ts';
import { reportsFields } from './lines/asked-capabilities.ts';
import { compileFilters } from './lines/compile-filters.ts';
import { createFilterShape, type Filters } from './lines/filters.ts';
import { gather } from './lines/gather.ts';
import { createFieldsShape, createLineProjection, type FieldsInput } from './lines/line-fields.ts';
import { lineColumns, lineFields, lineSchema, warningsSchema } from './lines/line-schema.ts';
import { computeTotal, getNextPosition, isBefore, mergeResults, type NextPosition } from './lines/merge.ts';
import {
  createPaginationShape,
  type PaginationInput,
  readSourceCursor,
  type SourcePosition,
  writeSourceCursor,
} from './lines/multi-source-cursor.ts';
import { getSourceKey } from './lines/source.ts';
import { addStatusHistory } from './lines/status-history.ts';
import { readMarks, writeMarks } from './lines/unread-sources.ts';

const name = 'list_lines';

/** The question behind `list_lines`. */
export const listLines = defineQuestion({
  name,
  title: 'List lines',
  description:
    'Lists lines and numbers of every account in one shape: status and why, owner, numbers, caller id. Who has a number: find_number. What is wrong: audit_lines. Counts: summarize_lines.',
  command: ['lines'],
  columns: lineFields,
  columnLayout: { list: 'lines', groupBy: ['account', 'provider', 'kind'] },
  input: maxRows =>
    z.strictObject({ ...createFilterShape(), ...createFieldsShape(), ...createAnswerFormShape(), ...createPaginationShape(maxRows) }),
  output: () => ({
    type: 'object',
    properties: {
      lines: { type: 'array', items: lineSchema },
      returned: { type: 'integer' },
      total: { type: 'integer' },
      next_cursor: { type: 'string' },
      accounts: accountOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['lines', 'returned'],
  }),
  run,
});

async function run(input: Filters & FieldsInput & PaginationInput, context: ToolContext): Promise<ToolResult> {
  const filters = compileFilters(input, context.registry);
  const { sources: allSources, isFiltered } = filters;
  const sourceKeys = allSources.map(getSourceKey);
  const start = readSourceCursor(name, input, sourceKeys, context);
  const sources = allSources.slice(start.source);
  const project = createLineProjection(input);
  const columns = input.fields ?? lineColumns;
  const limit = context.rowLimit ?? input.limit ?? defaultLimit;
  const results = await gather(sources, context, {
    inputFor: filters.pushDown,
    startAt: source => (source === sources[0] && start.position.offset > 0 ? start.position : undefined),
    filter: isFiltered ? filters.matches : undefined,
    limit,
    inTurn: input.cursor !== undefined,
    isEnough: leading => {
      const lines = mergeResults(leading).map(({ item }) => project(item.line));
      return (
        lines.length >= limit || fitEntries(lines, { budget: context.budget, rest: [], columns, toRow, warnings: [] }).length < lines.length
      );
    },
  });
  const warnings = [...results.flatMap(result => result.warnings), ...(input.cursor === undefined ? filters.ownerWarnings(results) : [])];
  const earlier = readMarks(start.marks, allSources);
  const getOutcomes = (countReturned: (account: string) => number, next?: NextPosition) =>
    toAccountOutcomes([...earlier, ...results], {
      countReturned,
      includeTotals: !isFiltered,
      isReached: result => next === undefined || isBefore(result, next, allSources),
      isReported: (provider, returned) => (returned > 0 || filters.isReported(provider)) && reportsFields(provider, input.fields),
      budget: context.budget,
    });
  const merged = mergeResults(results);
  const requested = merged.slice(0, limit).map(({ item }) => item.line);
  const completed = await addStatusHistory(requested, { registry: context.registry, fields: input.fields, warnings });
  const lines = fitEntries(
    completed.map(line => project(line)),
    { budget: context.budget, rest: [getOutcomes(() => 0), warnings], columns, toRow, warnings },
  );
  const toPosition = ({ source, position }: NextPosition): SourcePosition => {
    const index = allSources.indexOf(source);
    return { source: index, position, marks: writeMarks(start.marks, results, index, start.source) };
  };
  const next = getNextPosition(results, merged, lines.length);
  const cursor = next && writeSourceCursor(name, input, sourceKeys, toPosition(next), context);
  const total = input.cursor === undefined ? computeTotal(results, isFiltered) : undefined;
  const accounts = getOutcomes(account => merged.slice(0, lines.length).filter(({ item }) => item.line.account === account).length, next);
  return {
    content: {
      lines,
      returned: lines.length,
      ...(total !== undefined && { total }),
      ...(cursor !== undefined && { next_cursor: cursor }),
      accounts,
    },
    table: {
      columns,
      timeColumns: ['since'],
      fileColumns: input.fields ?? lineFields,
      rows: lines,
      total,
      hasMore: cursor !== undefined,
    },
    warnings,
    notes: formatOutcomeNotes(accounts),
    failure: findFirstFailure([...earlier, ...results]),
  };
}

const toRow = (row: Row): Row => row;
