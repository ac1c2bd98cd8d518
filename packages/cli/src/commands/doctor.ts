// `linekeeper doctor`: the accounts examined with this machine's own eyes; the exit code is 0 only if all is well.
import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import { type Environment, errorCodes, inert } from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { examine, noAccounts, type Probes, type Step } from '@linekeeper/questions';
import { openDirectory } from '../accounts.ts';
import { isProxied, proxyIn, takeProxy } from '../proxy.ts';
import type { Terminal } from '../terminal.ts';

export interface DoctorOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
}

/** Milliseconds for one look at the network. */
const patience = 5_000;

const day = 86_400_000;

const ownEyes: Probes = {
  resolve: async host => (await lookup(host, { all: true })).map(({ address }) => address),
  handshake: (host, port) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, servername: host, timeout: patience }, () => {
        const { valid_to } = socket.getPeerCertificate();
        socket.destroy();
        resolve(Math.floor((Date.parse(valid_to) - Date.now()) / day));
      });
      socket.on('error', reject);
      socket.on('timeout', () => socket.destroy(Object.assign(new Error('no handshake'), { code: 'ETIMEDOUT' })));
    }),
  serverTime: async url => {
    // No key goes along: the provider's refusal has a date too.
    const { headers } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(patience) });
    const time = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  },
};

const marks: Readonly<Record<Step['state'], string>> = { ok: '✓', failed: '✗', skipped: '–' };

/** Prints each step as it is made; the answer is the exit code. */
export async function runDoctor({ environment, io, sandbox }: DoctorOptions): Promise<number> {
  await takeProxy(environment, io.error);
  const directory = await openDirectory({ environment, sandbox, io });
  if (directory.notice !== undefined) io.error(`note: ${directory.notice}`);
  if (directory.accounts.length === 0) {
    throw noAccounts();
  }
  const proxy = proxyIn(environment);
  const probes = { ...ownEyes, byProxy: (host: string) => proxy !== undefined && isProxied(host, proxy) };
  let exit = 0;
  for (const account of directory.accounts) {
    await io.write(`${account.name} (${account.provider.title})\n`);
    const deadline = { at: systemClock.now() + deadlineMs(environment) };
    for await (const { step, state, detail, error } of examine(account, { directory, deadline }, probes)) {
      await io.write(`  ${marks[state]} ${inert(`${step}: ${detail}`)}\n`);
      if (exit === 0 && state === 'failed') exit = error?.exit ?? errorCodes.rate_limited.exit;
    }
  }
  io.error(exit === 0 ? 'All is well.' : 'Not all is well: see ✗ above.');
  return exit;
}
