// How these tests ask: tools made of the questions, over real connections to whatever accounts a test has.
import {
  type Call,
  type Directory,
  defineQuestion,
  LinekeeperError,
  longestAnswer,
  type Outcome,
  directoryOf as open,
  readAccounts,
} from '@linekeeper/core';
import { systemOutside } from '@linekeeper/core/node';
import { operations, providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { type Sandbox, type SandboxOptions, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach } from 'vitest';
import type * as z from 'zod';
import { type AnsweredLine, answers } from './answer-contents.ts';

/** A sandbox for one file: faults and record are empty at each test's beginning, and no budget runs out by accident. */
export async function ownSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ limits: { minute: 1_000_000, day: 1_000_000 }, ...options });
  beforeEach(() => {
    sandbox.clearFaults();
    sandbox.requests.length = 0;
  });
  afterAll(() => sandbox.close());
  // The first question loads the HTTP client and whatever else is loaded late; no short deadline of a test pays for it.
  await outcomeOf('list_lines', {}, sandbox.accounts);
  return sandbox;
}

/** Fresh connections: no pause or session of an earlier question is left. */
export const directoryOf = (accounts: readonly object[]): Directory =>
  open(readAccounts({}, providers, { source: 'The test', text: JSON.stringify(accounts) }), systemOutside());

export function toolOf(name: string) {
  const question = questions.find(one => one.name === name);
  if (question === undefined) throw new Error(`no question ${name}`);
  return defineQuestion(question);
}

interface More extends Partial<Call> {
  /** Milliseconds for the answer. */
  ms?: number;
}

/** Asks as an assistant does, with its largest answer. */
export function outcomeOf(name: string, input: object, accounts: readonly object[], { ms = 10_000, ...call }: More = {}): Promise<Outcome> {
  const directory = directoryOf(accounts);
  return toolOf(name).run(input, { directory, deadline: { at: Date.now() + ms }, characters: longestAnswer, ...call });
}

/** The answer, which has the shape that the interface promises. */
export async function ask<Name extends keyof typeof answers>(
  name: Name,
  input: object,
  accounts: readonly object[],
  more: More = {},
): Promise<z.output<(typeof answers)[Name]>> {
  const { content } = await outcomeOf(name, input, accounts, more);
  // The schema of a name makes the type of that name.
  return answers[name].parse(content) as z.output<(typeof answers)[Name]>;
}

/** Nobody counts the characters of an answer to a shell. */
export const uncounted = { characters: undefined };

/** All lines of the accounts, page by page. */
export async function everyLine(input: object, accounts: readonly object[]): Promise<{ lines: AnsweredLine[]; pages: number }> {
  const lines: AnsweredLine[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= 100; pages++) {
    const answer = await ask('list_lines', { ...input, ...(cursor !== undefined && { cursor }) }, accounts);
    lines.push(...answer.lines);
    cursor = answer.next_cursor;
    if (cursor === undefined) return { lines, pages };
  }
  throw new Error('the list has no end');
}

/** The error of a refused question; anything but one of ours fails the test. */
export async function refusalOf(asked: Promise<unknown>): Promise<LinekeeperError> {
  const thrown = await asked.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  );
  if (thrown instanceof LinekeeperError) return thrown;
  throw thrown;
}

/** The titles of a provider's lists. */
export const titlesOf = (provider: string): string[] => operations.filter(one => one.provider.name === provider).map(({ title }) => title);
