// `linekeeper config`: every host's configuration starts or reaches the server, and holds no credential.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hosts } from '../../packages/cli/src/hosts/hosts.ts';
import { commandFile, linekeeper } from '../command.ts';
import { listToolNames } from '../package/host.ts';

const home = mkdtempSync(`${tmpdir()}/config-`);
afterAll(() => rmSync(home, { recursive: true }));
const file = `${home}/.config/linekeeper/accounts.json`;
mkdirSync(`${home}/.config/linekeeper`, { recursive: true });
writeFileSync(file, '[{"name": "mobile", "provider": "exolve", "api_key": "fake-key-of-the-file"}]');

const names = Object.keys(hosts);
const commandHosts = ['claude-code', 'codex', 'gemini-cli', 'copilot-cli'];
const print = async (args: readonly string[], environment: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await linekeeper(['config', ...args], { environment: { HOME: home, ...environment } });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^note: for /)]);
  return stdout;
};

/** The words of a command as a shell reads them. */
const toWords = (command: string, environment: Record<string, string> = {}): string[] =>
  execFileSync('sh', ['-c', `set -- ${command}\nprintf '%s\\0' "$@"`], { encoding: 'utf8', env: environment })
    .split('\0')
    .slice(0, -1);

/** The entry of the server in a file of settings, whatever the file calls its servers. */
const findEntry = (text: string) =>
  Object.values<Record<string, Record<string, unknown>>>(JSON.parse(text)).flatMap(value => value.linekeeper ?? []);

describe('config', () => {
  it.each(names)('of %s starts this command with the accounts file, which it names', async name => {
    const text = await print([name]);
    expect(text).not.toContain('fake-key');
    const variable = `LINEKEEPER_ACCOUNTS_FILE=${file}`;
    if (commandHosts.includes(name)) {
      const words = toWords(text);
      expect(words).toEqual(
        expect.arrayContaining([
          'mcp',
          'add',
          'linekeeper',
          commandFile.replace('/test/..', ''),
          '--env',
          variable,
          'LINEKEEPER_ANSWERS=columns',
        ]),
      );
    } else {
      const [entry] = findEntry(text);
      expect(entry).toMatchObject({
        args: [expect.stringMatching(/linekeeper\.mjs$/), 'mcp'],
        env: { LINEKEEPER_ACCOUNTS_FILE: file, LINEKEEPER_ANSWERS: 'columns' },
      });
    }
  });

  it('starts a server that lists its tools', async () => {
    const [entry] = findEntry(await print(['json', '--sandbox'])) as { command: string; args: string[] }[];
    expect(await listToolNames(entry ?? expect.fail(''))).toContain('list_lines');
  });

  it.each(names)('of %s reaches a server at an address by a token that it does not hold', async name => {
    const text = await print([name, '--http', 'https://lines.example/mcp'], { LINES_TOKEN: 'fake-token-0123456789' });
    expect(text).toContain('https://lines.example/mcp');
    expect(text).toMatch(/LINES_TOKEN|<your-key>/);
    expect(text).not.toContain('fake-token');
  });

  it.each(names)('of %s has no token for a server on this machine', async name => {
    expect(await print([name, '--http', 'http://127.0.0.1:8123/mcp'])).not.toMatch(/LINES_TOKEN|<your-key>|Authorization/);
  });

  it.each(names)('of %s names the variables of accounts without their credentials', async name => {
    const environment = { HOME: '/nowhere', CALLGEAR_ACCESS_TOKEN: 'fake-key-of-a-variable', CALLGEAR_BRAND: 'uis' };
    const text = await print([name], environment);
    expect(text).toContain('CALLGEAR_ACCESS_TOKEN');
    expect(text).toMatch(/CALLGEAR_BRAND[=" :]+uis/);
    expect(text).not.toContain('fake-key');
    // A shell fills in the value when the command runs.
    if (commandHosts.includes(name)) expect(toWords(text, environment)).toContain('CALLGEAR_ACCESS_TOKEN=fake-key-of-a-variable');
  });

  it('has the accounts of the variable, not those of the usual file beside it', async () => {
    const environment = {
      LINEKEEPER_ACCOUNTS: '[{"name":"m","provider":"exolve","api_key":"fake-key-of-json"}]',
      EXOLVE_API_KEY: 'fake-key',
    };
    const text = await print(['claude-code'], environment);
    expect(text).not.toMatch(/ACCOUNTS_FILE|fake-key/);
    const words = toWords(text, environment);
    expect(words).toContain(`LINEKEEPER_ACCOUNTS=${environment.LINEKEEPER_ACCOUNTS}`);
    expect(words).toContain('EXOLVE_API_KEY=fake-key');
    const both = await linekeeper(['config', 'json'], { environment: { ...environment, LINEKEEPER_ACCOUNTS_FILE: file } });
    expect([both.code, both.stderr]).toEqual([78, expect.stringContaining('LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both')]);
  });

  it('has absolute paths, and the settings of this shell', async () => {
    const settings = { LINEKEEPER_TOOLS: 'questions', LINEKEEPER_TIMEOUT_MS: '9000', LINEKEEPER_ANSWERS: 'objects' };
    const relative = { LINEKEEPER_ACCOUNTS_FILE: './accounts.json', LINEKEEPER_HISTORY: 'h.db' };
    const { stdout } = await linekeeper(['config', 'cursor'], { environment: { HOME: home, ...settings, ...relative } });
    expect(findEntry(stdout)).toMatchObject([
      { env: { ...settings, LINEKEEPER_ACCOUNTS_FILE: resolve('accounts.json'), LINEKEEPER_HISTORY: resolve('h.db') } },
    ]);
  });

  it.each([[[]], [['--sandbox']]])('passes --history on, with %j', async options => {
    const [entry] = findEntry(await print(['cursor', '--history', '~/h.db', ...options]));
    expect(entry).toMatchObject({ env: { LINEKEEPER_HISTORY: `${home}/h.db` } });
    expect(findEntry(await print(['cursor', '--history', 'no', ...options]))).not.toMatchObject([{ env: { LINEKEEPER_HISTORY: 'no' } }]);
  });

  it('quotes a path for a shell', async () => {
    const path = "/home/o'neil and sons/accounts.json";
    const text = await print(['claude-code'], { HOME: '/nowhere', LINEKEEPER_ACCOUNTS_FILE: path });
    expect(toWords(text)).toContain(`LINEKEEPER_ACCOUNTS_FILE=${path}`);
  });

  it.each(['constructor', '__proto__', 'toString'])('and other commands know no %s, which every object has', async word => {
    const help = await linekeeper(['help', word]);
    expect([help.code, help.stderr, help.stdout]).toEqual([0, '', expect.stringMatching(/^Usage: linekeeper /)]);
    for (const words of [
      ['config', word],
      ['completion', word],
    ]) {
      const { code, stdout, stderr } = await linekeeper(words);
      expect({ code, stdout }, words.join(' ')).toEqual({ code: 64, stdout: '' });
      expect(stderr).toMatch(/^linekeeper: input: /);
    }
  });

  it('suggests the nearest host, and rejects an address that lacks its scheme', async () => {
    const unknown = await linekeeper(['config', 'cursr']);
    expect([unknown.code, unknown.stderr]).toEqual([64, expect.stringContaining('did you mean cursor?')]);
    const address = await linekeeper(['config', 'json', '--http', 'lines.example']);
    expect([address.code, address.stderr]).toEqual([64, expect.stringContaining('--http must be the URL')]);
  });
});
