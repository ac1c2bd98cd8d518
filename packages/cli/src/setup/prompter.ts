// Questions on a terminal. Credentials are not echoed, and everything is shown on stderr: stdout carries data only.
import type { Readable, Writable } from 'node:stream';
import * as clack from '@clack/prompts';
import wrapAnsi from 'wrap-ansi';

/** Thrown when the user presses Ctrl-C or Esc at a question. */
export class CancelledError extends Error {}

/** One of several answers. */
interface Choice {
  value: string;
  label: string;
  hint?: string;
}

/** A question whose answer is text. */
interface TextQuestion {
  message: string;
  /** Whether the answer is a credential. */
  secret?: boolean;
  initialValue?: string;
  /** The problem of an answer; undefined if it is valid. */
  validate(answer: string): string | undefined;
}

/** Asks questions. Every function throws `CancelledError` if the user cancels. */
export interface Prompter {
  /** Shows a text between the questions. */
  tell(text: string): void;
  choose(message: string, choices: readonly Choice[], initialValue?: string): Promise<string>;
  chooseSome(message: string, choices: readonly Choice[]): Promise<readonly string[]>;
  ask(question: TextQuestion): Promise<string>;
  confirm(message: string, initialValue: boolean): Promise<boolean>;
}

/** Columns of the line that clack draws on the left. */
const guideColumns = 4;

/** Creates a prompter for a terminal. */
export function createPrompter(input: Readable, output: Writable & { columns: number }): Prompter {
  const streams = { input, output };
  return {
    tell: text => clack.log.message(wrapAnsi(text, Math.max(output.columns - guideColumns, 20)), { output }),
    choose: async (message, choices, initialValue) =>
      getAnswer(await clack.select({ message, options: [...choices], ...(initialValue !== undefined && { initialValue }), ...streams })),
    chooseSome: async (message, choices) =>
      getAnswer(await clack.multiselect({ message, options: [...choices], required: false, ...streams })),
    ask: async ({ message, secret = false, initialValue, validate }) => {
      const options = { message, validate: (answer = '') => validate(answer), ...streams };
      const answer = secret
        ? await clack.password(options)
        : await clack.text({ ...options, ...(initialValue !== undefined && { initialValue }) });
      return getAnswer(answer).trim();
    },
    confirm: async (message, initialValue) => getAnswer(await clack.confirm({ message, initialValue, ...streams })),
  };
}

function getAnswer<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') throw new CancelledError('cancelled');
  // clack's only symbol means that the user cancelled.
  return answer as Exclude<T, symbol>;
}
