// Reads the accounts' JSON, the timeout and switches from environment variables.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
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
    return readFileSync(expandHome(file), 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '';
    throw new LinekeeperError('config', `The file of LINEKEEPER_ACCOUNTS_FILE cannot be read${code}.`);
  }
}

/** The path with `~` at its start replaced by the home folder: hosts start commands without a shell. */
export const expandHome = (path: string): string => (/^~(?=$|[/\\])/.test(path) ? join(homedir(), path.slice(1)) : path);

const switchValues: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  yes: true,
  on: true,
  '0': false,
  false: false,
  no: false,
  off: false,
  '': false,
};

/** A variable that switches something on, in any letter case; off if it is not set. Throws `config` for any other value. */
export function readSwitch(environment: Environment, name: string): boolean {
  const value = (environment[name] ?? '').trim().toLowerCase();
  if (!Object.hasOwn(switchValues, value))
    throw new LinekeeperError('config', `${name} must be 1, true, yes or on; or 0, false, no, off or empty.`);
  return switchValues[value] ?? false;
}

/** `LINEKEEPER_TIMEOUT_MS`, the time for one tool call, or `defaultMs`. Throws `config` for anything but a positive integer. */
export function readTimeoutMs(environment: Environment, defaultMs = 20_000): number {
  const text = readVariable(environment, 'LINEKEEPER_TIMEOUT_MS');
  if (!text) return defaultMs;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new LinekeeperError('config', 'LINEKEEPER_TIMEOUT_MS must be a whole number of milliseconds, from 1 to 999999999.');
  return Number(text);
}
