// List operations as tools: one record, one tool.
import type * as z from 'zod';
import type { Directory } from '../accounts/account-registry.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import { LinekeeperError } from '../errors.ts';
import { collect } from '../listing/collect.ts';
import { Listing } from '../listing/listing.ts';
import type { Operation } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { largestLimit, withCommonParameters } from './common-parameters.ts';
import { jsonSchemaOf, listSchema, parseInput } from './json-schema.ts';
import { type Call, type Outcome, once, type Preparation, type Schemas, type Tool, withNotice } from './tool.ts';

/** A tool that lists the rows of one operation; a shell may also take them as they come. */
export interface ListTool extends Tool {
  operation: Operation;
  /** Checks the arguments and chooses the account; nothing is sent yet. Errors: `input`, `config`. */
  open(input: unknown, directory: Directory): Listing;
}

/** Makes an operation a tool. */
export function listTool(operation: Operation, { mostRows = largestLimit, schemas }: Preparation = {}): ListTool {
  const { provider, name, title, description } = operation;
  const parameters = once(() => withCommonParameters(operation, mostRows));
  const worked = once(() => schemas ?? schemasOf(operation, parameters()));
  const open = (given: unknown, directory: Directory): Listing => {
    const input = parseInput(parameters(), worked().inputSchema, given);
    if (directory.restricted) checkReach(input, operation);
    const account = chooseAccount(directory, provider, typeof input.account === 'string' ? input.account : undefined);
    return new Listing(operation, directory.connection(account), input);
  };
  return {
    operation,
    name,
    title,
    description,
    command: [provider.name, name.replace(`${provider.name}_list_`, '').replaceAll('_', '-')],
    get inputSchema() {
      return worked().inputSchema;
    },
    get outputSchema() {
      return worked().outputSchema;
    },
    open,
    run: async (given, call) => await outcomeOf(open(given, call.directory), call),
  };
}

/** Who may use some accounts only may not reach others through them. */
function checkReach(input: Input, { provider }: Operation): void {
  const field = provider.reachesBeyond.find(name => input[name] !== undefined);
  if (field === undefined) return;
  throw new LinekeeperError('denied', `"${field}" may reach beyond the accounts that you may use. Leave it out.`, {
    field,
    provider: provider.name,
  });
}

const schemasOf = ({ columns, row }: Operation, parameters: z.ZodObject): Schemas => ({
  inputSchema: jsonSchemaOf(parameters),
  outputSchema: listSchema(columns, row.fields),
});

async function outcomeOf(listing: Listing, call: Call): Promise<Outcome> {
  const { answer, failure } = await collect(listing, { ...call, wanted: call.wanted ?? listing.wanted });
  const { warnings = [], ...content } = answer;
  const more = answer.next_cursor !== undefined;
  const outcome = { content, list: 'rows', columns: listing.view.columns, rows: answer.rows, total: answer.total, more, failure };
  return withNotice(outcome, warnings, call.directory.notice);
}
