// What every surface offers: a name, a description, schemas and a run, the same for operations and questions.
import type * as z from 'zod';
import { type Account, chooseAccount } from './account.ts';
import { collect } from './answer.ts';
import type { Clock, Deadline } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Digest } from './cursor.ts';
import type { LinekeeperError } from './errors.ts';
import { Listing } from './list.ts';
import type { Operation } from './operation.ts';
import { largestLimit, withCommonParameters } from './parameters.ts';
import type { Input } from './provider.ts';
import type { Row } from './row.ts';
import { type JsonSchema, jsonSchemaOf, listSchema, parseInput } from './schema.ts';

/** The accounts of one process, each with its connection. */
export interface Directory {
  accounts: readonly Account[];
  connection(account: Account): Connection;
  clock: Clock;
  digest: Digest;
  /** Said first in every answer: where the data is not real. */
  notice?: string | undefined;
}

/** How one question is asked, and of which accounts. */
export interface Call {
  directory: Directory;
  deadline: Deadline;
  /** The answer's largest size in characters of JSON; undefined where nobody counts them. */
  characters?: number | undefined;
  /** Rows wanted where they are not counted by `limit`: Infinity for all. */
  wanted?: number | undefined;
  onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

export interface Outcome {
  /** What goes out, as the tool's output schema says. */
  content: Readonly<Record<string, unknown>>;
  /** The same as a table: its columns, its rows, and how many there are. */
  columns: readonly string[];
  rows: readonly Row[];
  total?: number | undefined;
  /** True where the list goes on. */
  more: boolean;
  warnings: readonly string[];
  /** What a person should know beside the table, and the content says already. */
  notes?: readonly string[] | undefined;
  /** Why a part is missing. */
  failure?: LinekeeperError | undefined;
}

/** What is known of a tool's arguments and answer without running it. */
export interface Schemas {
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
}

export interface Tool extends Schemas {
  name: string;
  title: string;
  description: string;
  /** The words of the shell command. */
  command: readonly string[];
  /** The list that it lists; absent for questions. */
  operation?: Operation;
  run(input: unknown, call: Call): Promise<Outcome>;
}

/** A tool that lists the rows of one operation; a shell may also take them as they come. */
export interface ListTool extends Tool {
  operation: Operation;
  /** Checks the arguments and chooses the account; nothing is sent yet. Errors: `input`, `config`. */
  open(input: unknown, directory: Directory): Listing;
}

export interface Preparation {
  /** Bounds `limit`. */
  mostRows?: number | undefined;
  /** Worked out before; they save a start the time for it. */
  schemas?: Schemas | undefined;
}

/** Makes an operation a tool. */
export function listTool(operation: Operation, { mostRows = largestLimit, schemas }: Preparation = {}): ListTool {
  const { provider, name, title, description } = operation;
  const parameters = once(() => withCommonParameters(operation, mostRows));
  const worked = once(() => schemas ?? schemasOf(operation, parameters()));
  const open = (given: unknown, directory: Directory): Listing => {
    const input = parseInput(parameters(), worked().inputSchema, given);
    const account = chooseAccount(directory.accounts, provider, typeof input.account === 'string' ? input.account : undefined);
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

/** What a question over the accounts states; its tool is made of it. */
export interface Question {
  name: string;
  title: string;
  description: string;
  command: readonly string[];
  /** `mostRows` bounds its `limit`, where it has one. */
  input(mostRows: number): z.ZodObject;
  /** Worked out where it is needed, as the input is. */
  output(): JsonSchema;
  /** `input` is already checked. */
  run(input: Input, call: Call): Promise<Outcome>;
}

/** Makes a question a tool: the sandbox's notice is its first warning, as everywhere. */
export function defineQuestion(
  { name, title, description, command, input, output, run }: Question,
  { mostRows = largestLimit, schemas }: Preparation = {},
): Tool {
  const parameters = once(() => input(mostRows));
  const worked = once(() => schemas ?? { inputSchema: jsonSchemaOf(parameters()), outputSchema: output() });
  return {
    name,
    title,
    description,
    command,
    get inputSchema() {
      return worked().inputSchema;
    },
    get outputSchema() {
      return worked().outputSchema;
    },
    run: async (given, call) => {
      const input = parseInput(parameters(), worked().inputSchema, given);
      const outcome = await run(input, input.limit === undefined ? { ...call, characters: atMost(defaultAnswer, call.characters) } : call);
      return withNotice(outcome, outcome.warnings, call.directory.notice);
    },
  };
}

/** What a question answers where nobody asked for more, in characters of JSON. */
const defaultAnswer = 12_000;

/** Nobody counts the characters of some calls; they stay uncounted. */
const atMost = (most: number, characters: number | undefined) => (characters === undefined ? undefined : Math.min(most, characters));

function withNotice(outcome: Omit<Outcome, 'warnings'>, said: readonly string[], notice: string | undefined): Outcome {
  const warnings = [...(notice === undefined ? [] : [notice]), ...said];
  return { ...outcome, content: { ...outcome.content, ...(warnings.length > 0 && { warnings }) }, warnings };
}

const schemasOf = ({ columns, row }: Operation, parameters: z.ZodObject): Schemas => ({
  inputSchema: jsonSchemaOf(parameters),
  outputSchema: listSchema(columns, row.fields),
});

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function outcomeOf(listing: Listing, call: Call): Promise<Outcome> {
  const { answer, failure } = await collect(listing, { ...call, wanted: call.wanted ?? listing.wanted });
  const { warnings = [], ...content } = answer;
  const more = answer.next_cursor !== undefined;
  const outcome = { content, columns: listing.view.columns, rows: answer.rows, total: answer.total, more, failure };
  return withNotice(outcome, warnings, call.directory.notice);
}
