// The tour of `pnpm start`: runs four questions against the sandbox, and prints the next steps.
import { type AccountRegistry, buildTable, type Environment, getFilledColumns, getTool, type ToolResult } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { historyTools } from '@linekeeper/history';
import { questionTools } from '@linekeeper/questions';
import { openAccounts } from '../accounts.ts';
import { toLocalRows } from '../local-time.ts';
import { playStory } from '../play-story.ts';
import { addBars, formatTable } from '../print/table.ts';
import type { Terminal } from '../terminal.ts';

/** Timeout of each question. */
const questionTimeoutMs = 20_000;

/** Terminal width if stdout is redirected. */
const defaultWidthColumns = 140;

interface TourStep {
  title: string;
  /** The arguments as a user types them. */
  command: string;
  tool: string;
  input: Record<string, unknown>;
  columns: readonly string[];
}

const steps: readonly TourStep[] = [
  {
    title: 'Which lines are blocked, or do not report their status, at any provider?',
    command: 'lines --reason usage_block,blocked_by_limit,not_reported --limit 8',
    tool: 'list_lines',
    input: { reason: ['usage_block', 'blocked_by_limit', 'not_reported'], limit: 8 },
    columns: ['account', 'kind', 'name', 'extension', 'owner', 'status', 'reasons', 'device'],
  },
  {
    title: 'Who has 70 30 50 50?',
    command: "find '70 30 50 50'",
    tool: 'find_number',
    input: { number: '70 30 50 50' },
    columns: ['match', 'role', 'account', 'kind', 'name', 'extension', 'owner', 'status'],
  },
  {
    title: 'How many lines are there, and in what state?',
    command: 'summary --by account,status',
    tool: 'summarize_lines',
    input: { by: ['account', 'status'] },
    columns: ['account', 'status', 'count'],
  },
  {
    title: 'What is wrong, and what to do?',
    command: 'audit --limit 4',
    tool: 'audit_lines',
    input: { limit: 4 },
    columns: ['severity', 'code', 'account', 'name', 'extension', 'evidence', 'advice'],
  },
];

/** The last stop, over the week that the sandbox plays. */
const lastStep: TourStep = {
  title: 'What changed in a week? (That of "linekeeper sandbox --story"; "linekeeper watch" keeps the history of your own lines.)',
  command: 'changes --since 2026-10-26 --change owner,number,added --history FILE',
  tool: 'list_changes',
  input: { since: '2026-10-26', change: ['owner', 'number', 'added'], limit: 6 },
  columns: ['at', 'change', 'account', 'name', 'extension', 'field', 'before', 'after'],
};

/** Prints each question with its command and a table of the answer. */
export async function runTour(io: Terminal, environment: Environment): Promise<void> {
  const registry = await openAccounts({ environment, sandbox: true, io });
  await io.write('Linekeeper answers questions about telephony lines and numbers across providers. It only reads.\n');
  await io.write('This tour uses the built-in sandbox: three fake providers with the data of an invented company.\n');
  for (const step of steps) await runStep(step, registry, io);
  await runStep(lastStep, await playStory(), io);
  await io.write(`\n${nextSteps}`);
}

async function runStep({ title, command, tool, input, columns }: TourStep, registry: AccountRegistry, io: Terminal): Promise<void> {
  const deadline = { at: systemClock.now() + questionTimeoutMs };
  const outcome = await getTool([...questionTools, ...historyTools], tool).run(input, { registry, deadline });
  await io.write(`\n${title}\n$ linekeeper ${command} --sandbox\n${renderTable(outcome, columns, io.width ?? defaultWidthColumns)}`);
}

function renderTable({ table: { rows, total, hasMore, timeColumns } }: ToolResult, columns: readonly string[], width: number): string {
  const table = buildTable(getFilledColumns(columns, rows), toLocalRows({ rows, hasMore, columns, timeColumns }), { total, more: hasMore });
  return `${formatTable(addBars(table), width)}${table.note === undefined ? '' : `… ${table.note}\n`}`;
}

const nextSteps = `Next:
  npx -y pnpm@12 start --help                                          every command
  npx -y pnpm@12 start audit --sandbox                                 all findings, each with what to do
  npx -y pnpm@12 start callgear sip-lines --sandbox --all --format csv one provider's own fields, as a file
  npx -y pnpm@12 start doctor                                          your accounts, step by step

Your own accounts: set CALLGEAR_ACCESS_TOKEN, TELECOMX_TOKEN or EXOLVE_API_KEY and leave --sandbox out.

An assistant: run "npx -y pnpm@12 build" once, then for Claude Code
  claude mcp add linekeeper -- ${'$'}PWD/node_modules/.bin/node ${'$'}PWD/packages/cli/dist/linekeeper.mjs mcp --sandbox
and ask it what is wrong in Moscow.
`;
