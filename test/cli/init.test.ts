// `linekeeper init` in a pseudo-terminal, against the fake providers: what it asks, hides, checks, writes and leaves alone.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { keys, startInTerminal, type TerminalSession } from './terminal-session.ts';

const sandbox = await startSandbox();
const temporary = mkdtempSync(`${tmpdir()}/init-`);
afterAll(async () => {
  rmSync(temporary, { recursive: true });
  await sandbox.close();
});

// The sandbox has an account of each provider, whose settings are texts.
const exolve = sandbox.accounts.find(({ provider }) => provider === 'exolve') as Record<string, string>;
let home = '';
let file = '';
beforeEach(() => {
  home = mkdtempSync(`${temporary}/home-`);
  file = `${home}/.config/linekeeper/accounts.json`;
});

/** Answers the questions about an Exolve account. */
async function describeAccount(session: TerminalSession, key: string): Promise<void> {
  await session.waitFor('Which provider?');
  session.type(keys.down + keys.down + keys.enter);
  await session.waitFor('API key: ');
  session.type(key + keys.enter);
  await session.waitFor('Anything else?');
  session.type(keys.space + keys.enter);
  await session.waitFor('Address: ');
  session.type(exolve.base_url + keys.enter);
  await session.waitFor('Name of the account');
  session.type(keys.enter);
}

const readFile = () => JSON.parse(readFileSync(file, 'utf8'));
const written = { name: 'exolve', provider: 'exolve', api_key: exolve.api_key, base_url: exolve.base_url };

describe('linekeeper init', () => {
  it('asks, checks, and writes a file that only its owner can read and the next command finds', async () => {
    const session = startInTerminal(['init'], { HOME: home });
    await describeAccount(session, exolve.api_key ?? '');
    await session.waitFor('✓ credentials: accepted');
    await session.waitFor('Add another account?');
    session.type('n');
    const { code, output } = await session.end();
    expect(code).toBe(0);
    expect(output).toMatch(/Where to get the key:[\s\S]*dev\.exolve\.ru[\s\S]*docs\.exolve\.ru/);
    expect(output).toContain(`Written: ${file}`);
    expect(output).not.toContain(exolve.api_key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFile()).toEqual([written]);
    const { stdout } = await linekeeper(['lines', '--format', 'json'], { environment: { LINEKEEPER_ACCOUNTS_FILE: file } });
    expect(JSON.parse(stdout).accounts).toMatchObject([{ account: 'exolve', outcome: 'complete' }]);
  });

  it('lets the user try again after a wrong key', async () => {
    const session = startInTerminal(['init'], { HOME: home });
    await describeAccount(session, 'wrong-key-0123456789');
    await session.waitFor('✗ credentials');
    await session.waitFor('Some checks failed');
    session.type(keys.enter);
    await session.waitFor('API key: ');
    session.type(exolve.api_key + keys.enter);
    await session.waitFor('✓ credentials: accepted');
    await session.waitFor('Add another account?');
    session.type('n');
    expect((await session.end()).code).toBe(0);
    expect(readFile()).toEqual([written]);
  });

  it('rejects an answer that cannot be right, without showing it', async () => {
    const session = startInTerminal(['init'], { HOME: home });
    await session.waitFor('Which provider?');
    session.type(keys.down + keys.down + keys.enter);
    await session.waitFor('API key: ');
    session.type(`your-api-key${keys.enter}`);
    await session.waitFor('is a placeholder');
    session.type(`${keys.interrupt}`);
    const { code, output } = await session.end();
    expect([code, output]).toEqual([130, expect.stringContaining('Nothing was written.')]);
    expect(output).not.toContain('your-api-key');
    expect(existsSync(file)).toBe(false);
  });

  it('adds to an existing file, or leaves it as it is', async () => {
    const text = '[\n  {"name": "exolve", "provider": "exolve", "api_key": "another-key"}\n]\n';
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o644 });
    const cancelled = startInTerminal(['init'], { HOME: home });
    await cancelled.waitFor('has the account exolve');
    cancelled.type(keys.down + keys.down + keys.enter);
    expect((await cancelled.end()).code).toBe(130);
    expect(readFileSync(file, 'utf8')).toBe(text);

    const added = startInTerminal(['init'], { HOME: home });
    await added.waitFor('has the account exolve');
    added.type(keys.enter);
    await describeAccount(added, exolve.api_key ?? '');
    await added.waitFor('Add another account?');
    added.type('n');
    expect((await added.end()).code).toBe(0);
    expect(readFile()).toEqual([JSON.parse(text)[0], { ...written, name: 'exolve-2' }]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('does not replace a file that it cannot read unless the user says so', async () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '[{"name": "exolve",}]');
    const session = startInTerminal(['init'], { HOME: home });
    expect(await session.waitFor('Replace the whole file?')).toContain('is not valid JSON');
    session.type(keys.enter);
    expect((await session.end()).code).toBe(130);
    expect(readFileSync(file, 'utf8')).toBe('[{"name": "exolve",}]');
  });

  it('prints the accounts with --print, and writes nothing', async () => {
    const session = startInTerminal(['init', '--print'], { HOME: home });
    await describeAccount(session, exolve.api_key ?? '');
    await session.waitFor('Add another account?');
    session.type('n');
    const { code, output } = await session.end();
    expect(code).toBe(0);
    expect(JSON.parse(output.slice(output.lastIndexOf('\n[')))).toEqual([written]);
    expect(existsSync(file)).toBe(false);
  });

  it('says what to do without a terminal', async () => {
    const { code, stderr } = await linekeeper(['init'], { environment: { HOME: home } });
    expect([code, stderr]).toEqual([64, expect.stringContaining('needs a terminal')]);
  });
});
