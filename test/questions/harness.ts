// Runs question tools over real connections to the accounts of a test.
import {
  type AccountRegistry,
  createJsonBudget,
  createQuestionTool,
  LinekeeperError,
  createAccountRegistry as open,
  readAccounts,
  type ToolContext,
  type ToolResult,
} from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { operations, providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { type Sandbox, type SandboxOptions, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach } from 'vitest';
import type * as z from 'zod';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { type AnswerLine, answerSchemas } from './answer-contents.ts';

/** Starts a sandbox for one test file, without rate limits by default; its faults and recorded requests are cleared before each test. */
export async function startQuestionSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ callGearLimits: highCallGearLimits, ...options });
  beforeEach(() => {
    sandbox.clearFaults();
    sandbox.requests.length = 0;
  });
  afterAll(() => sandbox.close());
  // The first request loads modules on demand; do it here, outside the short deadlines of tests.
  await runTool('list_lines', {}, sandbox.accounts);
  return sandbox;
}

/** Creates a registry with new connections, without the sessions and back-off of earlier questions. */
export const createRegistry = (accounts: readonly object[]): AccountRegistry =>
  open(readAccounts({}, providers, { source: 'The test', value: accounts }), undiciRuntime());

/** Creates the tool of a question. */
export function createTool(name: string) {
  const question = questions.find(candidate => candidate.name === name);
  if (question === undefined) throw new Error(`no question ${name}`);
  return createQuestionTool(question);
}

interface RunOptions extends Partial<ToolContext> {
  /** Deadline of the tool call, in milliseconds from now. */
  timeoutMs?: number;
}

/** Runs the tool of a question as an MCP client does, with the maximum answer size. */
export function runTool(
  name: string,
  input: object,
  accounts: readonly object[],
  { timeoutMs = 10_000, ...context }: RunOptions = {},
): Promise<ToolResult> {
  const registry = createRegistry(accounts);
  return createTool(name).run(input, { registry, deadline: { at: Date.now() + timeoutMs }, budget: createJsonBudget(), ...context });
}

/** Runs the tool of a question and returns its content, parsed by the schema of its contract. */
export async function askQuestion<Name extends keyof typeof answerSchemas>(
  name: Name,
  input: object,
  accounts: readonly object[],
  options: RunOptions = {},
): Promise<z.output<(typeof answerSchemas)[Name]>> {
  const { content } = await runTool(name, input, accounts, options);
  // The schema is that of the name.
  return answerSchemas[name].parse(content) as z.output<(typeof answerSchemas)[Name]>;
}

/** Run options without a size limit, as the shell uses them. */
export const unlimited = { budget: undefined };

/** Lists all lines of the accounts page by page. */
export async function listAllLines(input: object, accounts: readonly object[]): Promise<{ lines: AnswerLine[]; pages: number }> {
  const lines: AnswerLine[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= 100; pages++) {
    const answer = await askQuestion('list_lines', { ...input, ...(cursor !== undefined && { cursor }) }, accounts);
    lines.push(...answer.lines);
    cursor = answer.next_cursor;
    if (cursor === undefined) return { lines, pages };
  }
  throw new Error('the list has no end');
}

/** Returns the `LinekeeperError` that a promise rejects with; fails the test on anything else. */
export async function catchError(promise: Promise<unknown>): Promise<LinekeeperError> {
  const thrown = await promise.then(
    () => new Error('the promise did not reject'),
    (error: unknown) => error,
  );
  if (thrown instanceof LinekeeperError) return thrown;
  throw thrown;
}

/** Returns the titles of the list operations of a provider. */
export const getListTitles = (provider: string): string[] =>
  operations.filter(operation => operation.provider.name === provider).map(({ title }) => title);
