// `list_lines`: the lines and numbers of all accounts in one shape and a stable order.
import { defaultLimit, defineQuestion, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { accountOutcomesSchema, findFirstFailure, formatOutcomeNotes, toAccountOutcomes } from './lines/account-outcomes.ts';
import { fitEntries } from './lines/answer-budget.ts';
import { compileFilters } from './lines/compile-filters.ts';
import { createFilterShape, type Filters } from './lines/filters.ts';
import { gather } from './lines/gather.ts';
import { createFieldsShape, createLineProjection, type FieldsInput } from './lines/line-fields.ts';
import { lineColumns, lineFields, lineSchema, warningsSchema } from './lines/line-schema.ts';
import { computeTotal, getNextPosition, mergeResults } from './lines/merge.ts';
import { createPaginationShape, type PaginationInput, readSourceCursor, writeSourceCursor } from './lines/multi-source-cursor.ts';
import { getSourceKey } from './lines/source.ts';

const name = 'list_lines';

/** The question behind `list_lines`. */
export const listLines = defineQuestion({
  name,
  title: 'List lines',
  description:
    'Lists lines and numbers of every account in one shape: status and why, owner, numbers, caller id. Who has a number: find_number. What is wrong: audit_lines. Counts: summarize_lines.',
  command: ['lines'],
  columns: lineFields,
  input: maxRows => z.strictObject({ ...createFilterShape(), ...createFieldsShape(), ...createPaginationShape(maxRows) }),
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
    required: ['lines', 'returned', 'accounts'],
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
    startAt: source => (source === sources[0] && start.offset > 0 ? { offset: start.offset, afterFullPage: true } : undefined),
    filter: isFiltered ? filters.matches : undefined,
    limit,
  });
  const warnings = [...results.flatMap(result => result.warnings), ...(input.cursor === undefined ? filters.ownerWarnings(results) : [])];
  const getOutcomes = (countReturned: (account: string) => number) =>
    toAccountOutcomes(results, { countReturned, includeTotals: !isFiltered, budget: context.budget });
  const merged = mergeResults(results);
  const lines = fitEntries(
    merged.slice(0, limit).map(({ item }) => project(item.line)),
    { budget: context.budget, rest: [getOutcomes(() => 0), warnings], columns, toRow: row => row, warnings },
  );
  const next = getNextPosition(results, merged, lines.length);
  const cursor =
    next && writeSourceCursor(name, input, sourceKeys, { source: allSources.indexOf(next.source), offset: next.offset }, context);
  const total = input.cursor === undefined ? computeTotal(results, isFiltered) : undefined;
  const accounts = getOutcomes(account => merged.slice(0, lines.length).filter(({ item }) => item.line.account === account).length);
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
      fileColumns: input.fields ?? lineFields,
      rows: lines,
      total,
      hasMore: cursor !== undefined,
    },
    warnings,
    notes: formatOutcomeNotes(accounts),
    failure: findFirstFailure(results),
  };
}
