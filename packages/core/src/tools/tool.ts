// What every surface offers: a name, a description, schemas and a run, the same for operations and questions.

import type { Directory } from '../accounts/account-registry.ts';
import type { Deadline } from '../deadline.ts';
import type { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import type { Operation } from '../model/operation.ts';
import type { JsonSchema } from './json-schema.ts';

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
  /** Which of its entries are the rows. */
  list?: string | undefined;
  /** The same as a table: its columns, its rows, and how many there are. */
  columns: readonly string[];
  /** The columns of a file, which has room for all that its rows may have; those of the table where it has all. */
  allColumns?: readonly string[] | undefined;
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
  /** Every column that a question's table may have. */
  columns?: readonly string[] | undefined;
  /** The list that it lists; absent for questions. */
  operation?: Operation;
  run(input: unknown, call: Call): Promise<Outcome>;
}

export interface Preparation {
  /** Bounds `limit`. */
  mostRows?: number | undefined;
  /** Worked out before; they save a start the time for it. */
  schemas?: Schemas | undefined;
}

/** The outcome with what is said first in every answer: that the data is not real. */
export function withNotice(outcome: Omit<Outcome, 'warnings'>, said: readonly string[], notice: string | undefined): Outcome {
  const warnings = [...(notice === undefined ? [] : [notice]), ...said];
  return { ...outcome, content: { ...outcome.content, ...(warnings.length > 0 && { warnings }) }, warnings };
}

/** Makes a thing when it is first needed, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
