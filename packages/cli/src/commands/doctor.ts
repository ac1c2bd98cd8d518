// `linekeeper doctor`: diagnoses every account from this machine; the exit code is 0 only if all checks pass.
import { type AccountRegistry, type Environment, LinekeeperError, pluralize } from '@linekeeper/core';
import { getDefaultAccountsFile, readAccountsJson, readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { accountsMissingError } from '@linekeeper/questions';
import { formatStep, printDiagnosis } from '../account-diagnosis.ts';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { checkSlackPosts } from '../doctor-slack.ts';
import { readHistoryPath, requireHistoryFile } from '../history-file.ts';
import { formatLocalTime } from '../local-time.ts';
import { createPaint } from '../print/style.ts';
import { wrapWords } from '../print/text-width.ts';
import { useProxyForFetch } from '../proxy.ts';
import { formatAttempt } from '../request-log.ts';

/** Options of `linekeeper doctor`. */
export interface DoctorOptions extends CommandOptions {
  /** Report each request on stderr. */
  verbose?: boolean;
}

/** Prints each step when it completes, and returns the exit code: that of the first failure, or 0. Throws `config` if no account is configured. */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  const { environment, io, sandbox, verbose = false } = options;
  const proxy = await useProxyForFetch(environment, io.error);
  const onAttempt = verbose ? (event: Parameters<typeof formatAttempt>[0]) => io.error(formatAttempt(event)) : undefined;
  const registry = await openAccounts({ environment, sandbox, io, onAttempt });
  if (registry.notice !== undefined) io.error(`note: ${registry.notice}`);
  else for (const line of describeSources(environment)) await io.write(`${wrapWords(line, io.width)}\n`);
  if (registry.accounts.length === 0) throw accountsMissingError();
  let exit = 0;
  for (const account of registry.accounts) {
    const deadline = { at: systemClock.now() + readTimeoutMs(environment) };
    const code = await printDiagnosis(account, { registry, deadline }, { io, proxy, print: io.write });
    if (exit === 0) exit = code;
  }
  const historyError = await checkHistory(registry, options);
  const slackError = await checkSlackPosts(registry, options);
  for (const error of [historyError, slackError]) if (exit === 0 && error !== undefined) exit = error.exitCode;
  io.error(exit === 0 ? 'All checks passed.' : 'Some checks failed: see ✗ above.');
  return exit;
}

/** Prints whether the history, if one is kept, is whole; returns the error if not. */
async function checkHistory(
  registry: AccountRegistry,
  { environment, io, history: option }: DoctorOptions,
): Promise<LinekeeperError | undefined> {
  if (readHistoryPath(environment, option) === undefined) return undefined;
  const { findDamage, readInfo, SqliteHistory } = await import('@linekeeper/history/sqlite');
  const file = requireHistoryFile(registry, environment, option);
  const history = new SqliteHistory(file);
  await io.write(`${createPaint(io.hasColor ?? false)('bold', 'history')} (${file.path})\n`);
  try {
    const damage = await findDamage(history);
    if (damage !== undefined) throw new LinekeeperError('config', `damaged: ${damage}. Put back a copy, or move it away.`);
    const { snapshots, last } = await readInfo(history, file.path);
    const age = last === undefined ? '' : `; the last is of ${formatLocalTime(new Date(last).toISOString())}`;
    await io.write(formatStep('ok', `integrity: the file is whole, with ${snapshots} ${pluralize('snapshot', snapshots)}${age}`, io));
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    await io.write(formatStep('failed', `integrity: ${thrown.message}`, io));
    return thrown;
  } finally {
    await history.close();
  }
}

/** Where the accounts of JSON come from, or where they would be looked for. */
function describeSources(environment: Environment): string[] {
  const json = readAccountsJson(environment);
  if (json !== undefined) return [`Accounts: ${json.source.replace(/^The/, 'the')}, and environment variables.`];
  const file = getDefaultAccountsFile(environment);
  return file === undefined ? [] : [`Accounts: environment variables; the file ${file} does not exist.`];
}
