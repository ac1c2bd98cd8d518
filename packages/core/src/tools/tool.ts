// The tool interface that all surfaces (MCP, Slack, shell, Lambda) run: list operations and questions alike.
import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { Deadline } from '../deadline.ts';
import type { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import type { Operation } from '../model/operation.ts';
import { type ColumnLayout, toColumnarContent } from '../table/columnar-content.ts';
import { type CountedList, fitContent } from '../table/fit-content.ts';
import type { AnswerBudget } from '../table/size-budget.ts';
import type { AnswerForm } from './answer-form.ts';

/** How a tool is run: on which accounts, until when, and with which limits on its result. */
export interface ToolContext {
  registry: AccountRegistry;
  /** When to stop, and the signal that aborts earlier. */
  deadline: Deadline;
  /** How large the result may be, as the surface counts it; undefined for no limit. */
  budget?: AnswerBudget | undefined;
  /** The form of the content for callers that ask for none; `objects` by default. */
  answerForm?: AnswerForm | undefined;
  /** The caller's time zone, an IANA name; UTC by default. Answers hold times in UTC. */
  timeZone?: string | undefined;
  /** Rows to return, also of a tool without a `limit` argument, and instead of that argument; Infinity for all. */
  rowLimit?: number | undefined;
  /** Called with the rows received so far, and the total if known. */
  onProgress?: ((received: number, total: number | undefined) => void) | undefined;
  /** Called by questions when they ask an account for a list, and when that list has answered or failed. */
  onAccount?: ((account: string, change: 'started' | 'finished') => void) | undefined;
}

/** The entries of a result as a table, whatever the shape of its content. */
export interface ResultTable {
  /** The columns that people see. */
  columns: readonly string[];
  /** The columns of a CSV file, if it has more than the table. */
  fileColumns?: readonly string[] | undefined;
  rows: readonly Row[];
  /** Columns with times in UTC, which a surface may show in the caller's time zone. */
  timeColumns?: readonly string[] | undefined;
  /** Rows in the whole list, if known. */
  total?: number | undefined;
  /** True if the list continues after these rows. */
  hasMore: boolean;
}

/** What a tool returns: structured content for programs, and a table of its entries for people. */
export interface ToolResult {
  /** The structured content, as the tool's output schema describes it. Its first list holds an entry for each row of the table, unless it is in columns. */
  content: Readonly<Record<string, unknown>>;
  table: ResultTable;
  /** What is missing or unreliable; the content has the same under `warnings`. */
  warnings: readonly string[];
  /** What a person should know besides the table. The content has it already. */
  notes?: readonly string[] | undefined;
  /** The error for which a part is missing. */
  failure?: LinekeeperError | undefined;
}

/** The rows of a result as they come, for surfaces that pass them on. */
export interface RowStream {
  /** The columns of a CSV file. */
  columns: readonly string[];
  /** The name of the content's first list, which has an entry for each row. */
  rowsField: string;
  /** Yields the rows in their order; returns the result without them. */
  rows: AsyncGenerator<readonly Row[], ToolResult>;
}

/** The JSON Schemas of a tool's arguments and of its structured content. */
export interface ToolSchemas {
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
}

/** One tool, as every surface lists and runs it. */
export interface Tool extends ToolSchemas {
  /** The MCP tool name. */
  name: string;
  /** The name that people read. */
  title: string;
  /** What it returns and when to use it, for a model. */
  description: string;
  /** The words of the shell command, for example `acme`, `sip-lines`. */
  command: readonly string[];
  /** Every column that a question's table may have; absent for list operations. */
  columns?: readonly string[] | undefined;
  /** The list operation; absent for questions. */
  operation?: Operation;
  /** Streams all rows instead of running the tool, which would hold them. Absent if the rows come at the end. Throws `input` before anything is sent. */
  stream?: ((input: unknown, context: ToolContext) => RowStream) | undefined;
  /** Validates the arguments and runs the tool. Throws `input` before anything is sent, or any other error code. */
  run(input: unknown, context: ToolContext): Promise<ToolResult>;
}

/** How a surface adapts a tool. */
export interface ToolOptions {
  /** The largest `limit` that the tool accepts; `maxLimit` by default. */
  maxRows?: number | undefined;
  /** Schemas that were generated at build time; they make a start faster. */
  schemas?: ToolSchemas | undefined;
}

/** How a result is finished. */
export interface FinishOptions {
  /** How the content becomes columns, if it is to. */
  layout?: ColumnLayout | undefined;
  /** A list of the content whose size is known. */
  counted?: CountedList | undefined;
}

/** Adds the warnings to a result, before them the notice of the accounts (the sandbox says that its data is not real), and keeps it within the budget. */
export function finishResult(
  { content, ...result }: Omit<ToolResult, 'warnings'>,
  warnings: readonly string[],
  { registry: { notice }, budget }: Pick<ToolContext, 'registry' | 'budget'>,
  { layout, counted }: FinishOptions = {},
): ToolResult {
  const toForm = layout === undefined ? undefined : (objects: ToolResult['content']) => toColumnarContent(objects, layout);
  const options = { toForm, counted: layout === undefined ? counted : undefined };
  return { ...result, ...fitContent(content, [...(notice === undefined ? [] : [notice]), ...warnings], budget, options) };
}

/** Defers `create` to the first call, and caches its value. */
export function lazy<T>(create: () => T): () => T {
  let cached: { value: T } | undefined;
  return () => {
    cached ??= { value: create() };
    return cached.value;
  };
}
