// What `pnpm start` shows: lines of three providers at a glance, and the way on.
import { type Environment, tableOf } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { tools } from '../catalog.ts';
import { openDirectory } from '../directory.ts';
import { printTable } from '../print/table.ts';
import type { Terminal } from '../terminal.ts';

/** Rows of each list. */
const shown = 5;

/** Milliseconds for all of it: everything is on loopback. */
const time = 20_000;

export async function tour(io: Terminal, environment: Environment): Promise<void> {
  const directory = await openDirectory(environment, true);
  const deadline = { at: systemClock.now() + time };
  await io.write('Linekeeper answers questions about telephony lines and numbers across providers. It only reads.\n');
  await io.write('This tour asks the built-in sandbox: three stand-in providers with the data of an invented company.\n');
  for (const tool of tools) {
    const { columns, rows, total, more } = await tool.run({ limit: shown }, { directory, deadline });
    const table = tableOf(columns, rows, { total, more });
    const command = `linekeeper ${tool.command.join(' ')} --sandbox`;
    await io.write(
      `\n${tool.title}  (${command})\n${printTable(table, io.width ?? 160)}${table.note === undefined ? '' : `… ${table.note}\n`}`,
    );
  }
  await io.write(`\n${wayOn}`);
}

const wayOn = `Next:
  npx -y pnpm@12 start --help                                            every command
  npx -y pnpm@12 start callgear sip-lines --sandbox --status inactive    a filter at the provider
  npx -y pnpm@12 start telecomx sip-phones --sandbox --all --format csv  everything, as a file

Your own accounts: set CALLGEAR_ACCESS_TOKEN, TELECOMX_TOKEN or EXOLVE_API_KEY and leave --sandbox out.

An assistant: run "npx -y pnpm@12 build" once, then for Claude Code
  claude mcp add linekeeper -- node ${'$'}PWD/packages/cli/dist/linekeeper.mjs mcp --sandbox
and ask it which phones in Copenhagen are offline.
`;
