// The doctor's network probes on this machine. Each ends within its time, whatever the peer does.
import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import type { Deadline } from '@linekeeper/core';
import { formatProxy, getAttemptTimeoutMs, isProxied, openTunnel, type ProxySettings, systemClock } from '@linekeeper/core/node';
import type { NetworkProbes } from '@linekeeper/questions';

/** Timeout of one probe. */
const maxProbeMs = 5_000;

const dayMs = 86_400_000;

/** Creates the probes of one account. A probe gets the time of one attempt, at most `maxProbeMs`. */
export function createNetworkProbes(deadline: Deadline, proxy: ProxySettings | undefined): NetworkProbes {
  const createTimeout = () =>
    AbortSignal.timeout(Math.max(1, Math.min(maxProbeMs, Math.floor(getAttemptTimeoutMs(deadline, systemClock)))));
  return {
    lookUpHost: async host => (await withTimeout(lookup(host, { all: true }), createTimeout())).map(({ address }) => address),
    certificateDaysLeft: (host, port) => readCertificateDays(host, port, createTimeout()),
    ...(proxy !== undefined && {
      isProxied: (hostname, port) => isProxied({ hostname, port }, proxy),
      async connectThroughProxy(hostname, port) {
        const socket = await openTunnel(proxy, { hostname, port }, createTimeout());
        socket.on('error', () => {}).destroy();
        return formatProxy(proxy);
      },
    }),
  };
}

function withTimeout<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  return Promise.race([promise, rejectOnAbort(signal)]);
}

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(timeoutError()), { once: true }));

const timeoutError = () => Object.assign(new Error('The probe timed out.'), { code: 'ETIMEDOUT' });

function readCertificateDays(host: string, port: number, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host }, () => {
      const { valid_to } = socket.getPeerCertificate();
      socket.destroy();
      resolve(Math.floor((Date.parse(valid_to) - Date.now()) / dayMs));
    });
    socket.on('error', reject);
    signal.addEventListener('abort', () => socket.destroy(timeoutError()), { once: true });
  });
}
