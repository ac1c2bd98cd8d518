// The accounts' JSON and the timeout from environment variables.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccounts } from '@linekeeper/core';
import { expandHome, readAccountsJson, readSwitch, readTimeoutMs } from '@linekeeper/core/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acme } from '../acme.ts';
import { catchError } from '../catch-error.ts';

function createAccountsFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'linekeeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'accounts.json');
  writeFileSync(file, text);
  return file;
}

describe("the accounts' JSON", () => {
  it('is absent if neither variable is set', () => {
    expect(readAccountsJson({})).toBeUndefined();
    expect(readAccountsJson({ LINEKEEPER_ACCOUNTS: ' ', LINEKEEPER_ACCOUNTS_FILE: '' })).toBeUndefined();
  });

  it("is the variable's text", () => {
    expect(readAccountsJson({ LINEKEEPER_ACCOUNTS: ' [] ', LINEKEEPER_ACCOUNTS_FILE: '' })).toEqual({
      source: 'LINEKEEPER_ACCOUNTS',
      text: '[]',
    });
  });

  it("is the file's text, with or without a byte order mark", () => {
    for (const mark of ['', '\ufeff']) {
      const json = readAccountsJson({
        LINEKEEPER_ACCOUNTS_FILE: createAccountsFile(`${mark}[{"name":"one","provider":"acme","token":"t-1234"}]\n`),
      });
      expect(readAccounts({}, [acme], json).map(({ name }) => name)).toEqual(['one']);
    }
  });

  it('is rejected if both variables are set', async () => {
    const error = await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS: '[]', LINEKEEPER_ACCOUNTS_FILE: '/x' }));
    expect(error).toMatchObject({ code: 'config', message: 'Set LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both.' });
  });

  it('is rejected with its path and the reason if the file cannot be read', async () => {
    const readMessage = async (file: string) => (await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS_FILE: file }))).message;
    expect(await readMessage('/no/such/file')).toBe('The file /no/such/file (LINEKEEPER_ACCOUNTS_FILE) does not exist (ENOENT).');
    expect(await readMessage(tmpdir())).toContain(`${tmpdir()} (LINEKEEPER_ACCOUNTS_FILE) is a folder; name the file in it (EISDIR)`);
    const file = createAccountsFile('');
    expect(await readMessage(`${file}/x`)).toContain('does not exist (ENOTDIR)');
    for (const mark of ['\ufeff', '\ufffe']) {
      writeFileSync(file, `${mark}[]`, 'utf16le');
      expect(await readMessage(file)).toBe(`The file ${file} (LINEKEEPER_ACCOUNTS_FILE) is UTF-16. Save it as UTF-8.`);
    }
  });

  it.each(['~/accounts.json', '/etc/accounts.json', './a', 'C:\\accounts.json', 'accounts.json'])(
    'is not the path %s: the message names the variable for it',
    async path => {
      const { message } = await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS: path }));
      expect(message).toContain('Set LINEKEEPER_ACCOUNTS_FILE');
    },
  );

  it('comes from the default file if neither variable is set', async () => {
    const home = mkdtempSync(join(tmpdir(), 'linekeeper-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const write = (folder: string, text: string) => {
      mkdirSync(join(folder, 'linekeeper'), { recursive: true });
      writeFileSync(join(folder, 'linekeeper', 'accounts.json'), text);
    };
    write(join(home, '.config'), '[1]');
    write(join(home, 'settings'), '[2]');
    const readText = (environment: Record<string, string>) => {
      const json = readAccountsJson(environment);
      return json !== undefined && 'text' in json ? json.text : undefined;
    };
    expect(readText({ HOME: home })).toBe('[1]');
    expect(readText({ USERPROFILE: home })).toBe('[1]');
    expect(readText({ HOME: home, XDG_CONFIG_HOME: join(home, 'settings') })).toBe('[2]');
    expect(readText({ HOME: home, XDG_CONFIG_HOME: 'relative' })).toBe('[1]');
    expect(readText({ HOME: home, LINEKEEPER_ACCOUNTS: '[3]' })).toBe('[3]');
    expect(readText({ HOME: join(home, 'settings') })).toBeUndefined();
    write(join(home, '.config'), '[{"name": “one”}]');
    const { message } = await catchError(() => readAccounts({}, [acme], readAccountsJson({ HOME: home })));
    expect(message).toContain(`The file ${home}/.config/linekeeper/accounts.json is not valid JSON (line 1, column 11).`);
    expect(message).toContain('a typographic quote');
  });
});

describe('the file of accounts', () => {
  it.each(['/dev/zero', '/dev/null', '/dev/tty'])('is rejected if it is a device: %s', async path => {
    expect(await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS_FILE: path }))).toMatchObject({ code: 'config' });
  });

  it('is rejected, and not waited for, if it is a named pipe', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'linekeeper-')), 'pipe');
    execFileSync('mkfifo', [path]);
    const error = await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS_FILE: path }));
    expect(error.message).toContain('not a regular file');
  });

  it('is rejected if it is larger than a mebibyte', async () => {
    const path = createAccountsFile(`[${' '.repeat(1024 * 1024)}]`);
    expect((await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS_FILE: path }))).message).toContain('larger than 1 MiB');
  });
});

describe('the timeout', () => {
  it('is 20 s, or the value of the variable', () => {
    expect([undefined, '', ' ', '1', ' 5000 '].map(text => readTimeoutMs({ LINEKEEPER_TIMEOUT_MS: text }))).toEqual([
      20_000, 20_000, 20_000, 1, 5_000,
    ]);
  });

  it.each(['0', '-1', '1.5', '5s', '1e4', '9999999999', 'x'])('is rejected as %j', async text => {
    expect((await catchError(() => readTimeoutMs({ LINEKEEPER_TIMEOUT_MS: text }))).code).toBe('config');
  });
});

describe('a switch', () => {
  it.each(['1', 'true', 'yes', 'on', 'TRUE', ' On '])('is on as %j', text => {
    expect(readSwitch({ ACME: text }, 'ACME')).toBe(true);
  });

  it.each([undefined, '', ' ', '0', 'false', 'no', 'off', 'OFF'])('is off as %j', text => {
    expect(readSwitch({ ACME: text }, 'ACME')).toBe(false);
  });

  it.each(['2', 'y', 'enabled', 'ture', '-1', 'null', 'constructor'])('is rejected as %j', async text => {
    const message = 'ACME must be 1, true, yes or on; or 0, false, no, off or empty.';
    expect(await catchError(() => readSwitch({ ACME: text }, 'ACME'))).toMatchObject({ code: 'config', message });
  });
});

it('`~` at the start of a path is the home folder', () => {
  expect(['~', '~/a/b.json', '/a/~/b', 'a~', '~anna/b'].map(expandHome)).toEqual([
    `${homedir()}/`.slice(0, -1),
    join(homedir(), 'a/b.json'),
    '/a/~/b',
    'a~',
    '~anna/b',
  ]);
});
