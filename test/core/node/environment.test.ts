// The accounts' JSON and the timeout from environment variables.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  it('is rejected with the reason if the file cannot be read', async () => {
    expect((await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS_FILE: '/no/such/file' }))).message).toContain('(ENOENT)');
    expect((await catchError(() => readAccountsJson({ LINEKEEPER_ACCOUNTS_FILE: tmpdir() }))).message).toContain('(EISDIR)');
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
