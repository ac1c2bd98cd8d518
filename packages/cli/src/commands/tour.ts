// What `pnpm start` shows: lines across three providers, who has a number, what is wrong, and the way on.
import { type Environment, filledColumns, LinekeeperError, type Outcome, tableOf } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { questionTools } from '@linekeeper/questions';
import { openDirectory } from '../accounts.ts';
import { printTable, withBars } from '../print/table.ts';
import type { Terminal } from '../terminal.ts';

/** Milliseconds for each question: everything is on loopback. */
const time = 20_000;

/** Columns where nobody says how wide the terminal is. */
const usualWidth = 140;

interface Stop {
  title: string;
  /** The words of the command, as they are typed. */
  words: string;
  tool: string;
  input: Record<string, unknown>;
  columns: readonly string[];
}

const stops: readonly Stop[] = [
  {
    title: 'Which lines are blocked, or say nothing of themselves, at any provider?',
    words: 'lines --reason usage_block,blocked_by_limit,not_reported --limit 8',
    tool: 'list_lines',
    input: { reason: ['usage_block', 'blocked_by_limit', 'not_reported'], limit: 8 },
    columns: ['account', 'kind', 'name', 'extension', 'owner', 'status', 'reasons', 'device'],
  },
  {
    title: 'Who has 70 30 50 50?',
    words: "find '70 30 50 50'",
    tool: 'find_number',
    input: { number: '70 30 50 50' },
    columns: ['match', 'role', 'account', 'kind', 'name', 'extension', 'owner', 'status'],
  },
  {
    title: 'How many lines are there, and in what state?',
    words: 'summary --by account,status',
    tool: 'summarize_lines',
    input: { by: ['account', 'status'] },
    columns: ['account', 'status', 'count'],
  },
  {
    title: 'What is wrong, and what to do?',
    words: 'audit --limit 4',
    tool: 'audit_lines',
    input: { limit: 4 },
    columns: ['severity', 'code', 'account', 'name', 'extension', 'evidence', 'advice'],
  },
];

export async function tour(io: Terminal, environment: Environment): Promise<void> {
  const directory = await openDirectory({ environment, sandbox: true, io });
  await io.write('Linekeeper answers questions about telephony lines and numbers across providers. It only reads.\n');
  await io.write('This tour asks the built-in sandbox: three stand-in providers with the data of an invented company.\n');
  for (const { title, words, tool, input, columns } of stops) {
    const outcome = await ask(tool, input, { directory, deadline: { at: systemClock.now() + time } });
    await io.write(`\n${title}\n$ linekeeper ${words} --sandbox\n${drawn(outcome, columns, io.width ?? usualWidth)}`);
  }
  await io.write(`\n${wayOn}`);
}

type Call = Parameters<(typeof questionTools)[number]['run']>[1];

async function ask(name: string, input: Record<string, unknown>, call: Call): Promise<Outcome> {
  const tool = questionTools.find(known => known.name === name);
  if (tool === undefined) throw new LinekeeperError('internal', `There is no ${name}.`);
  return await tool.run(input, call);
}

function drawn({ rows, total, more }: Outcome, columns: readonly string[], width: number): string {
  const table = tableOf(filledColumns(columns, rows), rows, { total, more });
  return `${printTable(withBars(table), width)}${table.note === undefined ? '' : `… ${table.note}\n`}`;
}

const wayOn = `Next:
  npx -y pnpm@12 start --help                                          every command
  npx -y pnpm@12 start audit --sandbox                                 all findings, each with what to do
  npx -y pnpm@12 start callgear sip-lines --sandbox --all --format csv one provider's own fields, as a file
  npx -y pnpm@12 start doctor                                          your accounts, step by step

Your own accounts: set CALLGEAR_ACCESS_TOKEN, TELECOMX_TOKEN or EXOLVE_API_KEY and leave --sandbox out.

An assistant: run "npx -y pnpm@12 build" once, then for Claude Code
  claude mcp add linekeeper -- ${'$'}PWD/node_modules/.bin/node ${'$'}PWD/packages/cli/dist/linekeeper.mjs mcp --sandbox
and ask it what is wrong in Moscow.
`;
