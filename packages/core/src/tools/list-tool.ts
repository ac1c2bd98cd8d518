// Creates the tool of a list operation.
import type * as z from 'zod';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import { LinekeeperError } from '../errors.ts';
import { collect } from '../listing/collect.ts';
import { collectGroups, countRows } from '../listing/collect-counts.ts';
import { Listing } from '../listing/listing.ts';
import { createRowMatcher } from '../listing/row-matcher.ts';
import type { Operation } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { type ColumnLayout, toColumnarBudget } from '../table/columnar-content.ts';
import { wantsColumns } from './answer-form.ts';
import { maxLimit, withCommonParameters } from './common-parameters.ts';
import { buildListSchema, parseInput, toJsonSchema } from './json-schema.ts';
import { finishResult, lazy, type Tool, type ToolContext, type ToolOptions, type ToolResult, type ToolSchemas } from './tool.ts';

/** The tool of a list operation. A surface may also iterate its listing instead of running it. */
export interface ListTool extends Tool {
  operation: Operation;
  /** Validates the arguments and chooses the account; nothing is sent yet. Throws `input`, `denied` or `config`. */
  open(input: unknown, registry: AccountRegistry): Listing;
}

/** Creates the tool of an operation. Its schemas are built when they are first read. */
export function createListTool(operation: Operation, { maxRows = maxLimit, schemas }: ToolOptions = {}): ListTool {
  const { provider, name, title, description } = operation;
  const getParameters = lazy(() => withCommonParameters(operation, maxRows));
  const getSchemas = lazy(() => schemas ?? buildSchemas(operation, getParameters()));
  const parse = (untrustedInput: unknown) => parseInput(getParameters(), getSchemas().inputSchema, untrustedInput);
  const openListing = (input: Input, registry: AccountRegistry): Listing => {
    checkStart(input);
    if (registry.restricted) checkCrossAccountParameters(input, operation);
    const account = chooseAccount(registry, provider, typeof input.account === 'string' ? input.account : undefined);
    const shape = input.full === true ? (operation.fullRow ?? operation.row) : operation.row;
    const matcher = createRowMatcher(operation, shape, input, account.settings);
    return new Listing(operation, registry.getConnection(account), input, registry.digest, matcher);
  };
  return {
    operation,
    name,
    title,
    description,
    command: [provider.name, name.replace(`${provider.name}_list_`, '').replaceAll('_', '-')],
    get inputSchema() {
      return getSchemas().inputSchema;
    },
    get outputSchema() {
      return getSchemas().outputSchema;
    },
    open: (untrustedInput, registry) => openListing(parse(untrustedInput), registry),
    run: async (untrustedInput, context) => {
      const input = parse(untrustedInput);
      const listing = openListing(input, context.registry);
      if (listing.countBy !== undefined) return await runGroups(listing, context);
      return listing.countsOnly ? await runCount(listing, operation, context) : await runListing(listing, input, context);
    },
  };
}

/** Groups are of the whole list: a position in it would be ignored. Throws `input`. */
function checkStart({ count_by, cursor, offset }: Input): void {
  if (count_by === undefined || (cursor === undefined && Number(offset ?? 0) === 0)) return;
  const field = cursor === undefined ? 'offset' : 'cursor';
  throw new LinekeeperError('input', `"count_by" counts the whole list: leave out "${field}".`, { field });
}

/** A caller who may use only some accounts may not read other customers' data through them. Throws `denied`. */
function checkCrossAccountParameters(input: Input, { provider }: Operation): void {
  const field = provider.crossAccountParameters.find(name => input[name] !== undefined);
  if (field === undefined) return;
  throw new LinekeeperError('denied', `"${field}" may reach beyond the accounts that you may use. Leave it out.`, {
    field,
    provider: provider.name,
  });
}

const buildSchemas = ({ columns, row }: Operation, parameters: z.ZodObject): ToolSchemas => ({
  inputSchema: toJsonSchema(parameters),
  outputSchema: buildListSchema(columns, row.fields),
});

/** The rows of a list become one table. */
const columnLayout: ColumnLayout = { list: 'rows' };

async function runListing(listing: Listing, input: Input, context: ToolContext): Promise<ToolResult> {
  const layout = wantsColumns(input, context.answerForm) ? columnLayout : undefined;
  const budget = layout === undefined ? context.budget : toColumnarBudget(context.budget, layout);
  const { result, failure, counted } = await collect(listing, { ...context, budget, rowLimit: context.rowLimit ?? listing.rowLimit });
  const { warnings = [], ...content } = result;
  const toolResult: Omit<ToolResult, 'warnings'> = {
    content,
    table: {
      columns: listing.projection.columns,
      rows: result.rows,
      total: result.total,
      hasMore: result.next_cursor !== undefined,
    },
    failure,
  };
  return finishResult(toolResult, warnings, context, { layout, counted });
}

/** With `count_by`: the number of rows per group. */
async function runGroups(listing: Listing, context: ToolContext): Promise<ToolResult> {
  const rowLimit = context.rowLimit ?? listing.groupLimit;
  const { result, failure } = await collectGroups(listing, { ...context, rowLimit });
  const { warnings = [], ...content } = result;
  const { columns } = listing.projection;
  return finishResult(
    { content, table: { columns: [...columns, 'count'], rows: result.groups, hasMore: false }, failure },
    warnings,
    context,
  );
}

/** With `limit: 0`: the number of rows alone, of the whole list also behind a cursor. It is the one cell of the table. */
async function runCount(listing: Listing, operation: Operation, context: ToolContext): Promise<ToolResult> {
  listing.checkCursor();
  const total = await countRows(listing, operation, context);
  const counted = total === undefined ? {} : { total };
  const content = { account: listing.account, rows: [], returned: 0, ...counted };
  const table = { columns: ['total'], rows: total === undefined ? [] : [counted], hasMore: false };
  return finishResult({ content, table }, listing.warnings(), context);
}
