// The accounts file as `init` reads and writes it. It holds credentials, so only its owner may read it.
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Environment, isRecord, LinekeeperError, parseJsonConfig, readAccounts, readVariable } from '@linekeeper/core';
import { expandHome, getDefaultAccountsFile } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';

/** An account as the file has it. */
export type AccountEntry = Readonly<Record<string, unknown>>;

/** The path of the accounts file: the option, the variable, or the default place. Throws `config` without a home folder. */
export function getAccountsFile(environment: Environment, option?: string): string {
  const path = option ?? readVariable(environment, 'LINEKEEPER_ACCOUNTS_FILE');
  const file = path === undefined ? getDefaultAccountsFile(environment) : expandHome(path);
  if (file === undefined)
    throw new LinekeeperError('config', 'HOME is not set, so the accounts file has no default place. Name it with --file.');
  return file;
}

/** The accounts in a file; undefined if it does not exist. Throws `config` if it is invalid or cannot be read. */
export function readAccountEntries(file: string): AccountEntry[] | undefined {
  if (!existsSync(file)) return undefined;
  const source = `The file ${file}`;
  const value = parseJsonConfig(readText(file, source), source, 'an array of accounts');
  readAccounts({}, providers, { source, value });
  // `readAccounts` has checked that this is an array of objects.
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function readText(file: string, source: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    throw new LinekeeperError('config', `${source} cannot be read${describeSystemError(thrown)}.`);
  }
}

/** The text of an accounts file. */
export const formatAccountEntries = (entries: readonly AccountEntry[]): string => `${JSON.stringify(entries, null, 2)}\n`;

/** Writes the file for its owner only, and all at once: a reader never finds half of it. Throws `config` if it cannot be written. */
export function writeAccountEntries(file: string, entries: readonly AccountEntry[]): void {
  const temporary = `${file}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(temporary, { force: true });
    writeFileSync(temporary, formatAccountEntries(entries), { mode: 0o600, flag: 'wx' });
    // A link to the file stays a link.
    renameSync(temporary, existsSync(file) ? realpathSync(file) : file);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw new LinekeeperError('config', `${file} cannot be written${describeSystemError(thrown)}. Name another file with --file.`);
  }
}

const describeSystemError = (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '');
