// Reads the accounts' JSON and the timeout from environment variables.
import { readFileSync } from 'node:fs';
import { type Environment, readVariable } from '../accounts/environment.ts';
import type { AccountsJson } from '../accounts/read-accounts.ts';
import { LinekeeperError } from '../errors.ts';

/** The accounts' JSON from `LINEKEEPER_ACCOUNTS` or `LINEKEEPER_ACCOUNTS_FILE`. Throws `config` if both are set, or the file cannot be read. */
export function readAccountsJson(environment: Environment): AccountsJson | undefined {
  const text = readVariable(environment, 'LINEKEEPER_ACCOUNTS');
  const file = readVariable(environment, 'LINEKEEPER_ACCOUNTS_FILE');
  if (text && file) throw new LinekeeperError('config', 'Set LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both.');
  if (text) return { source: 'LINEKEEPER_ACCOUNTS', text };
  return file ? { source: 'The file of LINEKEEPER_ACCOUNTS_FILE', text: readAccountsFile(file) } : undefined;
}

function readAccountsFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '';
    throw new LinekeeperError('config', `The file of LINEKEEPER_ACCOUNTS_FILE cannot be read${code}.`);
  }
}

/** `LINEKEEPER_TIMEOUT_MS`, the time for one tool call, or `defaultMs`. Throws `config` for anything but a positive integer. */
export function readTimeoutMs(environment: Environment, defaultMs = 20_000): number {
  const text = readVariable(environment, 'LINEKEEPER_TIMEOUT_MS');
  if (!text) return defaultMs;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new LinekeeperError('config', 'LINEKEEPER_TIMEOUT_MS must be a whole number of milliseconds, from 1 to 999999999.');
  return Number(text);
}
