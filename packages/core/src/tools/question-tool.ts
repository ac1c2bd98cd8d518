// Questions over all accounts as tools.
import type * as z from 'zod';
import type { Input } from '../model/provider.ts';
import { largestLimit } from './common-parameters.ts';
import { type JsonSchema, jsonSchemaOf, parseInput } from './json-schema.ts';
import { type Call, type Outcome, once, type Preparation, type Tool, withNotice } from './tool.ts';

/** What a question over the accounts states; its tool is made of it. */
export interface Question {
  name: string;
  title: string;
  description: string;
  command: readonly string[];
  /** Every column that its table may have. */
  columns: readonly string[];
  /** `mostRows` bounds its `limit`, where it has one. */
  input(mostRows: number): z.ZodObject;
  /** Worked out where it is needed, as the input is. */
  output(): JsonSchema;
  /** `input` is already checked. */
  run(input: Input, call: Call): Promise<Outcome>;
}

/** Makes a question a tool: the sandbox's notice is its first warning, as everywhere. */
export function defineQuestion(
  { name, title, description, command, columns, input, output, run }: Question,
  { mostRows = largestLimit, schemas }: Preparation = {},
): Tool {
  const parameters = once(() => input(mostRows));
  const hasLimit = () => worked().inputSchema.properties?.limit !== undefined;
  const worked = once(() => schemas ?? { inputSchema: jsonSchemaOf(parameters()), outputSchema: output() });
  return {
    name,
    title,
    description,
    command,
    columns,
    get inputSchema() {
      return worked().inputSchema;
    },
    get outputSchema() {
      return worked().outputSchema;
    },
    run: async (given, call) => {
      const input = parseInput(parameters(), worked().inputSchema, given);
      const outcome = await run(
        input,
        hasLimit() && input.limit === undefined ? { ...call, characters: atMost(defaultAnswer, call.characters) } : call,
      );
      return withNotice(outcome, outcome.warnings, call.directory.notice);
    },
  };
}

/** What a question with a `limit` answers where nobody gave one, in characters of JSON. */
const defaultAnswer = 12_000;

/** Nobody counts the characters of some calls; they stay uncounted. */
const atMost = (most: number, characters: number | undefined) => (characters === undefined ? undefined : Math.min(most, characters));
