// The process's variables and files that hold accounts and limits.
import { readFileSync } from 'node:fs';
import type { AccountsJson, Environment } from '../accounts/read-accounts.ts';
import { LinekeeperError } from '../errors.ts';

/** The JSON of the accounts, from whichever of the two variables is set. Throws `config` where both are, or the file cannot be read. */
export function accountsJson(environment: Environment): AccountsJson | undefined {
  const text = environment.LINEKEEPER_ACCOUNTS?.trim();
  const file = environment.LINEKEEPER_ACCOUNTS_FILE?.trim();
  if (text && file) throw new LinekeeperError('config', 'Set LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both.');
  if (text) return { source: 'LINEKEEPER_ACCOUNTS', text };
  return file ? { source: 'The file of LINEKEEPER_ACCOUNTS_FILE', text: read(file) } : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '';
    throw new LinekeeperError('config', `The file of LINEKEEPER_ACCOUNTS_FILE cannot be read${code}.`);
  }
}

/** Milliseconds that a call may take: `LINEKEEPER_TIMEOUT_MS`, or what is usual there. Throws `config` for anything but a positive whole number. */
export function deadlineMs(environment: Environment, usual = 20_000): number {
  const text = environment.LINEKEEPER_TIMEOUT_MS?.trim();
  if (!text) return usual;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new LinekeeperError('config', 'LINEKEEPER_TIMEOUT_MS must be a whole number of milliseconds, from 1 to 999999999.');
  return Number(text);
}
