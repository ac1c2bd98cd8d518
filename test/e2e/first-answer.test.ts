// The README from the clone to an assistant's first answer about own lines: four commands, run against a provider on loopback.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startSandbox } from '@linekeeper/sandbox';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, describe, expect, it } from 'vitest';
import { hasPseudoTerminal } from '../cli/pseudo-terminal.ts';
import { keys, startProgramInTerminal } from '../cli/terminal-session.ts';

const root = `${import.meta.dirname}/../..`;
const start = `${root}/packages/cli/start.mjs`;
const sandbox = await startSandbox();
const home = mkdtempSync(`${tmpdir()}/first-answer-`);
afterAll(async () => {
  rmSync(home, { recursive: true });
  await sandbox.close();
});

/** The commands of the README that lead there, in its order; the last one is what the third prints. */
const steps = ['git clone ', 'npx -y pnpm@12 start init', 'npx -y pnpm@12 start config claude-code', 'claude mcp add '];

/** Sets up an account with its own key and address, as a person answers the questions. */
async function setUp({ api_key, base_url }: Record<string, string>): Promise<void> {
  const session = startProgramInTerminal([process.execPath, start, 'init'], { HOME: home });
  for (const [question, answer] of [
    ['Which provider?', keys.down + keys.down + keys.enter],
    ['API key: ', api_key + keys.enter],
    ['Anything else?', keys.space + keys.enter],
    ['Address: ', base_url + keys.enter],
    ['Name of the account', keys.enter],
    ['✓ credentials: accepted', ''],
    ['Add another account?', 'n'],
  ] as const) {
    await session.waitFor(question);
    session.type(answer);
  }
  const { code, output } = await session.end();
  expect(code).toBe(0);
  expect(output).toContain(`Next:\n  npx -y pnpm@12 start lines\n  npx -y pnpm@12 start config claude-code `);
}

/** The words of a command, as a shell splits them. */
const splitWords = (line: string): string[] =>
  execFileSync('bash', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

it('without an account names the set-up as users of a clone type it', () => {
  const { status, stderr } = spawnSync(process.execPath, [start, 'lines'], { encoding: 'utf8', env: { HOME: `${home}/empty` } });
  expect([status, stderr]).toEqual([78, expect.stringContaining('Run "npx -y pnpm@12 start init", or set ')]);
});

describe.runIf(hasPseudoTerminal)('the README', () => {
  it('leads from the clone to an answer in four commands', async () => {
    const readme = readFileSync(`${root}/README.md`, 'utf8');
    const places = steps.map(step => readme.indexOf(step));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);

    // The sandbox has an account of each provider, whose settings are texts.
    await setUp(sandbox.accounts.find(({ provider }) => provider === 'exolve') as Record<string, string>);
    const printed = execFileSync(process.execPath, [start, 'config', 'claude-code'], {
      encoding: 'utf8',
      env: { HOME: home },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const words = splitWords(printed);
    const separator = words.indexOf('--');
    const [variable = '', path = ''] = (words[words.indexOf('--env') + 1] ?? '').split('=');
    const [command = '', ...args] = words.slice(separator + 1);
    expect(words.slice(0, 3)).toEqual(['claude', 'mcp', 'add']);

    // What the assistant does with it.
    const client = new Client({ name: 'assistant', version: '1.0.0' });
    await client.connect(new StdioClientTransport({ command, args, env: { HOME: home, [variable]: path } }));
    const { structuredContent } = await client.callTool({ name: 'list_lines', arguments: {} });
    await client.close();
    expect(structuredContent).toMatchObject({ accounts: [{ account: 'exolve', provider: 'exolve' }], returned: 25 });
    expect(JSON.stringify(structuredContent)).not.toContain('sandbox');
  }, 60_000);
});
