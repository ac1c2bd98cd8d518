// `linekeeper doctor`: diagnoses every account from this machine; the exit code is 0 only if all checks pass.
import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import { type Environment, errorCodes, stripControlCharacters } from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { type DiagnosticStep, diagnose, type NetworkProbes, noAccountsError } from '@linekeeper/questions';
import { openAccounts } from '../accounts.ts';
import { isProxied, useProxyForFetch } from '../proxy.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `linekeeper doctor`. */
export interface DoctorOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
}

/** Timeout of one network probe. */
const probeTimeoutMs = 5_000;

const dayMs = 86_400_000;

const systemProbes: NetworkProbes = {
  lookUpHost: async host => (await lookup(host, { all: true })).map(({ address }) => address),
  certificateDaysLeft: (host, port) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, servername: host, timeout: probeTimeoutMs }, () => {
        const { valid_to } = socket.getPeerCertificate();
        socket.destroy();
        resolve(Math.floor((Date.parse(valid_to) - Date.now()) / dayMs));
      });
      socket.on('error', reject);
      socket.on('timeout', () => socket.destroy(Object.assign(new Error('no handshake'), { code: 'ETIMEDOUT' })));
    }),
  serverTimeMs: async url => {
    // The request carries no credentials: a 401 response has a Date header, too.
    const { headers } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeoutMs) });
    const time = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  },
};

const stateSymbols: Readonly<Record<DiagnosticStep['state'], string>> = { ok: '✓', failed: '✗', skipped: '–' };

/** Prints each step when it completes, and returns the exit code: that of the first failure, or 0. Throws `config` if no account is configured. */
export async function runDoctor({ environment, io, sandbox }: DoctorOptions): Promise<number> {
  const proxy = await useProxyForFetch(environment, io.error);
  const registry = await openAccounts({ environment, sandbox, io });
  if (registry.notice !== undefined) io.error(`note: ${registry.notice}`);
  if (registry.accounts.length === 0) {
    throw noAccountsError();
  }
  const probes: NetworkProbes = { ...systemProbes, isProxied: host => proxy !== undefined && isProxied(host, proxy) };
  let exit = 0;
  for (const account of registry.accounts) {
    await io.write(`${account.name} (${account.provider.title})\n`);
    const deadline = { at: systemClock.now() + readTimeoutMs(environment) };
    for await (const { step, state, detail, error } of diagnose(account, { registry, deadline }, probes)) {
      await io.write(`  ${stateSymbols[state]} ${stripControlCharacters(`${step}: ${detail}`)}\n`);
      if (exit === 0 && state === 'failed') exit = error?.exitCode ?? errorCodes.rate_limited.exitCode;
    }
  }
  io.error(exit === 0 ? 'All checks passed.' : 'Some checks failed: see ✗ above.');
  return exit;
}
