// `linekeeper doctor`: diagnoses every account from this machine; the exit code is 0 only if all checks pass.
import type { Environment } from '@linekeeper/core';
import { getDefaultAccountsFile, readAccountsJson, readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { noAccountsError } from '@linekeeper/questions';
import { printDiagnosis } from '../account-diagnosis.ts';
import { openAccounts } from '../accounts.ts';
import { wrapWords } from '../print/text-width.ts';
import { useProxyForFetch } from '../proxy.ts';
import { formatAttempt } from '../request-log.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `linekeeper doctor`. */
export interface DoctorOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  /** Report each request on stderr. */
  verbose?: boolean;
}

/** Prints each step when it completes, and returns the exit code: that of the first failure, or 0. Throws `config` if no account is configured. */
export async function runDoctor({ environment, io, sandbox, verbose = false }: DoctorOptions): Promise<number> {
  const proxy = await useProxyForFetch(environment, io.error);
  const onAttempt = verbose ? (event: Parameters<typeof formatAttempt>[0]) => io.error(formatAttempt(event)) : undefined;
  const registry = await openAccounts({ environment, sandbox, io, onAttempt });
  if (registry.notice !== undefined) io.error(`note: ${registry.notice}`);
  else for (const line of describeSources(environment)) await io.write(`${wrapWords(line, io.width)}\n`);
  if (registry.accounts.length === 0) throw noAccountsError();
  let exit = 0;
  for (const account of registry.accounts) {
    const deadline = { at: systemClock.now() + readTimeoutMs(environment) };
    const code = await printDiagnosis(account, { registry, deadline }, { io, proxy, print: io.write });
    if (exit === 0) exit = code;
  }
  io.error(exit === 0 ? 'All checks passed.' : 'Some checks failed: see ✗ above.');
  return exit;
}

/** Where the accounts of JSON come from, or where they would be looked for. */
function describeSources(environment: Environment): string[] {
  const json = readAccountsJson(environment);
  if (json !== undefined) return [`Accounts: ${json.source.replace(/^The/, 'the')}, and environment variables.`];
  const file = getDefaultAccountsFile(environment);
  return file === undefined ? [] : [`Accounts: environment variables; the file ${file} does not exist.`];
}
