// Creates the tool of a question: a query over the lines of all accounts.
import type * as z from 'zod';
import type { JsonSchema } from '../model/json-schema.ts';
import type { Input } from '../model/provider.ts';
import { type ColumnLayout, toColumnarBudget } from '../table/columnar-content.ts';
import { wantsColumns } from './answer-form.ts';
import { maxLimit } from './common-parameters.ts';
import { parseInput, toJsonSchema } from './json-schema.ts';
import { finishResult, lazy, type RowStream, type Tool, type ToolContext, type ToolOptions, type ToolResult } from './tool.ts';

/** A question over all accounts; `createQuestionTool` creates its tool. */
export interface Question {
  /** The MCP tool name. */
  name: string;
  /** The name that people read: a verb and a noun. */
  title: string;
  /** What it returns and when to use it, for a model. */
  description: string;
  /** The words of the shell command. */
  command: readonly string[];
  /** Every column that its table may have. */
  columns: readonly string[];
  /** How its entries become columns, if it has a `response_format`. */
  columnLayout?: ColumnLayout;
  /** The parameters, built when they are first needed. `maxRows` is the largest `limit`, for questions that have one. */
  input(maxRows: number): z.ZodObject;
  /** The JSON Schema of the structured content, built when it is first needed. */
  output(): JsonSchema;
  /** Answers the question. `input` has been validated. The result must fit into `context.budget`. */
  run(input: Input, context: ToolContext): Promise<ToolResult>;
  /** Streams all entries as they come, if the question can; `run` would hold them. */
  stream?(input: Input, context: ToolContext): RowStream;
}

/** What `defineQuestion` takes: a question whose `run` knows the types of its arguments. */
export interface QuestionDefinition<Shape extends z.ZodRawShape> extends Omit<Question, 'input' | 'run' | 'stream'> {
  input(maxRows: number): z.ZodObject<Shape>;
  run(input: z.output<z.ZodObject<Shape>>, context: ToolContext): Promise<ToolResult>;
  stream?(input: z.output<z.ZodObject<Shape>>, context: ToolContext): RowStream;
}

/**
 * Defines a question. The types of its arguments are checked here and erased from the result, so that questions fit in one array.
 *
 * @example
 * export const countAccounts = defineQuestion({
 *   name: 'count_accounts',
 *   title: 'Count accounts',
 *   description: 'Counts the accounts per provider.',
 *   command: ['count-accounts'],
 *   columns: ['provider', 'accounts'],
 *   input: () => z.strictObject({ provider: z.string().optional().describe('Only this provider') }),
 *   output: () => ({ type: 'object', properties: { rows: { type: 'array' } }, required: ['rows'] }),
 *   run: async ({ provider }, { registry }) => {
 *     const accounts = registry.accounts.filter(account => provider === undefined || account.provider.name === provider);
 *     const counts = Map.groupBy(accounts, account => account.provider.name);
 *     const rows = [...counts].map(([provider, { length }]) => ({ provider, accounts: length }));
 *     return { content: { rows }, table: { columns: ['provider', 'accounts'], rows, hasMore: false }, warnings: [] };
 *   },
 * });
 */
export function defineQuestion<Shape extends z.ZodRawShape>(definition: QuestionDefinition<Shape>): Question {
  // Callers validate the arguments with `definition.input()` first, so the erased type holds.
  return definition as unknown as Question;
}

/** Creates the tool of a question: validates its arguments, applies the default result size and adds the accounts' notice. */
export function createQuestionTool(
  { name, title, description, command, columns, columnLayout, input, output, run, stream }: Question,
  { maxRows = maxLimit, schemas }: ToolOptions = {},
): Tool {
  const getParameters = lazy(() => input(maxRows));
  const getSchemas = lazy(() => schemas ?? { inputSchema: toJsonSchema(getParameters()), outputSchema: output() });
  const parse = (untrustedInput: unknown) => parseInput(getParameters(), getSchemas().inputSchema, untrustedInput);
  return {
    name,
    title,
    description,
    command,
    columns,
    get inputSchema() {
      return getSchemas().inputSchema;
    },
    get outputSchema() {
      return getSchemas().outputSchema;
    },
    stream:
      stream &&
      ((untrustedInput, context) => {
        const { rows, ...described } = stream(parse(untrustedInput), context);
        return { ...described, rows: finishRows(rows, context) };
      }),
    run: async (untrustedInput, context) => {
      const input = parse(untrustedInput);
      // The default size is also that of questions without a limit.
      const sized = input.limit === undefined ? withDefaultSize(context) : context;
      const layout = columnLayout !== undefined && wantsColumns(input, context.answerForm) ? columnLayout : undefined;
      const result = await run(input, layout === undefined ? sized : { ...sized, budget: toColumnarBudget(sized.budget, layout) });
      return finishResult(result, result.warnings, sized, { layout });
    },
  };
}

async function* finishRows(rows: RowStream['rows'], context: ToolContext): RowStream['rows'] {
  const result = yield* rows;
  return finishResult(result, result.warnings, context);
}

/** Limits the answer to the default size of its budget. */
const withDefaultSize = ({ budget, ...context }: ToolContext): ToolContext => ({
  ...context,
  ...(budget !== undefined && { budget: { ...budget, maxSize: budget.defaultSize ?? budget.maxSize } }),
});
