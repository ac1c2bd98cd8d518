// Finds the accounts' JSON: in a variable, in the file that a variable names, or in the default file.
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { type Environment, readVariable } from '../accounts/environment.ts';
import type { AccountsJson } from '../accounts/read-accounts.ts';
import { LinekeeperError } from '../errors.ts';

/**
 * The accounts' JSON from `LINEKEEPER_ACCOUNTS`, the file of `LINEKEEPER_ACCOUNTS_FILE`, or the default file if it exists.
 * Throws `config` if both variables are set, or the file cannot be read.
 */
export function readAccountsJson(environment: Environment): AccountsJson | undefined {
  const text = readVariable(environment, 'LINEKEEPER_ACCOUNTS');
  const file = readVariable(environment, 'LINEKEEPER_ACCOUNTS_FILE');
  if (text && file) throw invalidConfig('Set LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both.');
  if (text && looksLikePath(text))
    throw invalidConfig('LINEKEEPER_ACCOUNTS holds a path, but must hold a JSON array. Set LINEKEEPER_ACCOUNTS_FILE to a path.');
  if (text) return { source: 'LINEKEEPER_ACCOUNTS', text };
  if (file) return readAccountsFile(expandHome(file), ' (LINEKEEPER_ACCOUNTS_FILE)');
  const defaultFile = getDefaultAccountsFile(environment);
  return defaultFile !== undefined && existsSync(defaultFile) ? readAccountsFile(defaultFile, '') : undefined;
}

/** `linekeeper/accounts.json` in the user's folder of settings; undefined if the environment names neither that folder nor a home folder. */
export function getDefaultAccountsFile(environment: Environment): string | undefined {
  const settings = readVariable(environment, 'XDG_CONFIG_HOME');
  const home = readVariable(environment, 'HOME') ?? readVariable(environment, 'USERPROFILE');
  // The XDG specification ignores a relative path.
  const folder = settings !== undefined && isAbsolute(settings) ? settings : home === undefined ? undefined : join(home, '.config');
  return folder === undefined ? undefined : join(folder, 'linekeeper', 'accounts.json');
}

const looksLikePath = (text: string): boolean => /^(?:~|\.{0,2}[/\\]|[A-Za-z]:[/\\])/.test(text) || /^[^\s"[{]+\.json$/i.test(text);

/** Thousands of accounts. */
const maxFileBytes = 1024 * 1024;

function readAccountsFile(file: string, origin: string): AccountsJson {
  const source = `The file ${file}${origin}`;
  let bytes: Buffer;
  let descriptor: number | undefined;
  try {
    // Without blocking: a named pipe would wait for a writer.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile() && !status.isDirectory()) throw invalidConfig(`${source} is not a regular file.`);
    if (status.size > maxFileBytes) throw invalidConfig(`${source} is larger than ${maxFileBytes / 1024 / 1024} MiB.`);
    bytes = readFileSync(descriptor);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no error code';
    throw invalidConfig(`${source} ${fileProblems[code] ?? 'cannot be read'} (${code}).`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  // The byte order marks of UTF-16, which some editors write.
  if (['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'))) throw invalidConfig(`${source} is UTF-16. Save it as UTF-8.`);
  return { source, text: bytes.toString('utf8').replace(/^\ufeff/, '') };
}

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder; name the file in it',
  EACCES: 'cannot be read by this user',
};

const invalidConfig = (message: string) => new LinekeeperError('config', message);

/** The path with `~` at its start replaced by the home folder: hosts start commands without a shell. */
export const expandHome = (path: string): string => (/^~(?=$|[/\\])/.test(path) ? join(homedir(), path.slice(1)) : path);
