// `list_lines`: the lines and numbers of all accounts in one shape and a stable order.
import {
  createAnswerFormShape,
  defaultLimit,
  defineQuestion,
  type Row,
  type RowStream,
  type ToolContext,
  type ToolResult,
} from '@linekeeper/core';
import * as z from 'zod';
import { accountOutcomesSchema } from './lines/account-outcomes.ts';
import { fitEntries } from './lines/answer-budget.ts';
import { createFilterShape } from './lines/filters.ts';
import { createOutcomeFitter } from './lines/fit-outcomes.ts';
import { gather } from './lines/gather.ts';
import { createFieldsShape } from './lines/line-fields.ts';
import { lineColumns, lineFields, lineSchema, warningsSchema } from './lines/line-schema.ts';
import { buildListResult, fitOutcomes, type ListInput, listWarnings, type OpenLists, openLists, toolName } from './lines/list-answer.ts';
import { countLines, getNextPosition, mergeResults } from './lines/merge.ts';
import { createPaginationShape } from './lines/multi-source-cursor.ts';
import { formatFeeGaps } from './lines/price-lists.ts';
import { asksForFees, type PricedLine, ProductFees, withProduct } from './lines/product-fees.ts';
import { readInOrder } from './lines/read-in-order.ts';
import { readFact } from './lines/source.ts';
import { addStatusHistory } from './lines/status-history.ts';

/** The question behind `list_lines`. */
export const listLines = defineQuestion({
  name: toolName,
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
  stream: (input, context) => {
    const lists = openLists(input, context);
    return { columns: input.fields ?? lineFields, rowsField: 'lines', rows: streamRows(input, lists, context) };
  },
});

async function run(input: ListInput, context: ToolContext): Promise<ToolResult> {
  const lists = openLists(input, context);
  const { project, sources } = lists;
  const columns = input.fields ?? lineColumns;
  const limit = context.rowLimit ?? input.limit ?? defaultLimit;
  const results = await gather(sources, context, {
    ...lists.options,
    limit,
    inTurn: input.cursor !== undefined,
    isEnough: leading => {
      const lines = mergeResults(leading).map(({ item }) => project(item.line));
      return (
        lines.length >= limit || fitEntries(lines, { budget: context.budget, rest: [], columns, toRow, warnings: [] }).length < lines.length
      );
    },
  });
  const warnings = listWarnings(input, lists, results);
  const merged = mergeResults(results);
  const items = merged.slice(0, limit).map(({ item }) => item);
  const fees = new ProductFees(context);
  const priced = asksForFees(input.fields) ? await fees.add(items.map(withProduct)) : items;
  warnings.push(...formatFeeGaps(fees.gaps));
  const requested = priced.map(({ line }) => line);
  const completed = await addStatusHistory(requested, { registry: context.registry, fields: input.fields, warnings });
  const { budget } = context;
  const read = { input, lists, results, context, fitOutcomes: createOutcomeFitter({ budget, rest: [], warnings }) };
  const lines = fitEntries(
    completed.map(line => project(line)),
    { budget, rest: fitOutcomes(read), columns, toRow, warnings },
  );
  const next = getNextPosition(results, merged, lines.length);
  const countReturned = (account: string) => merged.slice(0, lines.length).filter(({ item }) => item.line.account === account).length;
  return buildListResult({ ...read, countReturned, next }, lines, lines.length, warnings);
}

/** Streams every line: lists are read side by side, and buffered only where they come before it is their turn. */
async function* streamRows(input: ListInput, lists: OpenLists, context: ToolContext): RowStream['rows'] {
  const { registry } = context;
  const historyWarnings: string[] = [];
  const fees = asksForFees(input.fields) ? new ProductFees(context) : undefined;
  const pages = readInOrder(lists.sources, context, lists.options, ({ items }): readonly PricedLine[] =>
    items.map(item => ({ line: item.line, ...(fees !== undefined && { product: readFact(item, 'product') }) })),
  );
  let step = await pages.next();
  for (; !step.done; step = await pages.next()) {
    const priced = (await fees?.add(step.value)) ?? step.value;
    const page = priced.map(({ line }) => line);
    const lines = await addStatusHistory(page, { registry, fields: input.fields, warnings: historyWarnings });
    yield lines.map(line => lists.project(line));
  }
  const results = step.value;
  const countReturned = (account: string) => countLines(results.filter(({ source }) => source.account.name === account));
  const warnings = [...listWarnings(input, lists, results), ...formatFeeGaps(fees?.gaps ?? []), ...new Set(historyWarnings)];
  const fitOutcomes = createOutcomeFitter({ budget: context.budget, rest: [], warnings });
  return buildListResult({ input, lists, results, context, fitOutcomes, countReturned }, [], countLines(results), warnings);
}

const toRow = (row: Row): Row => row;
