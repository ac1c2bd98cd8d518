// `linekeeper doctor`: diagnoses every account from this machine; the exit code is 0 only if all checks pass.
import { type Environment, errorCodes, stripControlCharacters } from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { type DiagnosticStep, diagnose, noAccountsError } from '@linekeeper/questions';
import { openAccounts } from '../accounts.ts';
import { createNetworkProbes } from '../network-probes.ts';
import { useProxyForFetch } from '../proxy.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `linekeeper doctor`. */
export interface DoctorOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
}

const stateSymbols: Readonly<Record<DiagnosticStep['state'], string>> = { ok: '✓', failed: '✗', skipped: '–' };

/** Prints each step when it completes, and returns the exit code: that of the first failure, or 0. Throws `config` if no account is configured. */
export async function runDoctor({ environment, io, sandbox }: DoctorOptions): Promise<number> {
  const proxy = await useProxyForFetch(environment, io.error);
  const registry = await openAccounts({ environment, sandbox, io });
  if (registry.notice !== undefined) io.error(`note: ${registry.notice}`);
  if (registry.accounts.length === 0) {
    throw noAccountsError();
  }
  let exit = 0;
  for (const account of registry.accounts) {
    await io.write(`${account.name} (${account.provider.title})\n`);
    const deadline = { at: systemClock.now() + readTimeoutMs(environment) };
    for await (const { step, state, detail, error } of diagnose(account, { registry, deadline }, createNetworkProbes(deadline, proxy))) {
      await io.write(`  ${stateSymbols[state]} ${stripControlCharacters(`${step}: ${detail}`)}\n`);
      if (exit === 0 && state === 'failed') exit = error?.exitCode ?? errorCodes.rate_limited.exitCode;
    }
  }
  io.error(exit === 0 ? 'All checks passed.' : 'Some checks failed: see ✗ above.');
  return exit;
}
