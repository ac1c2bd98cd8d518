// The variables and the file that hold accounts and limits.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccounts } from '@linekeeper/core';
import { accountsJson, deadlineMs } from '@linekeeper/core/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acme } from '../acme.ts';
import { errorOf } from '../catch-error.ts';

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'linekeeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'accounts.json');
  writeFileSync(file, text);
  return file;
}

describe("the accounts' JSON", () => {
  it('is absent where neither variable is set', () => {
    expect(accountsJson({})).toBeUndefined();
    expect(accountsJson({ LINEKEEPER_ACCOUNTS: ' ', LINEKEEPER_ACCOUNTS_FILE: '' })).toBeUndefined();
  });

  it("is the variable's text", () => {
    expect(accountsJson({ LINEKEEPER_ACCOUNTS: ' [] ', LINEKEEPER_ACCOUNTS_FILE: '' })).toEqual({
      source: 'LINEKEEPER_ACCOUNTS',
      text: '[]',
    });
  });

  it("is the file's text, with or without a byte order mark", () => {
    for (const mark of ['', '\ufeff']) {
      const json = accountsJson({ LINEKEEPER_ACCOUNTS_FILE: fileWith(`${mark}[{"name":"one","provider":"acme","token":"t-1234"}]\n`) });
      expect(readAccounts({}, [acme], json).map(({ name }) => name)).toEqual(['one']);
    }
  });

  it('stops the start where both variables are set', async () => {
    const error = await errorOf(() => accountsJson({ LINEKEEPER_ACCOUNTS: '[]', LINEKEEPER_ACCOUNTS_FILE: '/x' }));
    expect(error).toMatchObject({ code: 'config', message: 'Set LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both.' });
  });

  it('stops the start where the file cannot be read, with the reason', async () => {
    expect((await errorOf(() => accountsJson({ LINEKEEPER_ACCOUNTS_FILE: '/no/such/file' }))).message).toContain('(ENOENT)');
    expect((await errorOf(() => accountsJson({ LINEKEEPER_ACCOUNTS_FILE: tmpdir() }))).message).toContain('(EISDIR)');
  });
});

describe('the deadline', () => {
  it('is 20 s, or what the variable says', () => {
    expect([undefined, '', ' ', '1', ' 5000 '].map(text => deadlineMs({ LINEKEEPER_TIMEOUT_MS: text }))).toEqual([
      20_000, 20_000, 20_000, 1, 5_000,
    ]);
  });

  it.each(['0', '-1', '1.5', '5s', '1e4', '9999999999', 'x'])('stops the start where it is %j', async text => {
    expect((await errorOf(() => deadlineMs({ LINEKEEPER_TIMEOUT_MS: text }))).code).toBe('config');
  });
});
