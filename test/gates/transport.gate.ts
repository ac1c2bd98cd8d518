// Our HTTP handler with every fixture that the conformance runner looks for: how we carry the protocol, whatever the tools are.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { doorFor, httpHandler } from '@linekeeper/mcp';
import { httpServer } from 'linekeeper/http-server';
import { judge } from './conformance.ts';
import { fixtureServer } from './fixtures/index.ts';
import { gate, type Run } from './scenarios.ts';

const baseline = `${import.meta.dirname}/transport-baseline.yml`;

/** What the runner provokes is logged for whoever runs a server; here nobody reads it. */
const log = () => {};
const door = doorFor({ tokens: [], oauth: undefined }, log);
const guards = { hosts: [], origins: [], loopback: true };
const server = httpServer(httpHandler({ factory: fixtureServer, door: () => door, guards, log }), log);
await once(server.listen(0, '127.0.0.1'), 'listening');
// A listening server has an address with a port.
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;

/** With the number of scenarios that the runner has for it; of 2025-06-18 it knows no list of what is required. */
const sets = [
  ['the transport at 2025-06-18', ['--suite', 'all', '--spec-version', '2025-06-18'], 27],
  ['the transport, by what 2025-11-25 requires', ['--requirements', '2025-11-25'], 33],
  ['the transport, by what 2026-07-28 requires', ['--requirements', '2026-07-28'], 50],
] as const;

const runs: Run[] = [];
try {
  for (const [title, which, scenarios] of sets) runs.push({ title, report: await judge(url, which, baseline), scenarios });
} finally {
  server.closeAllConnections();
  server.close();
}

/** Run by the runner for information, never scored: tasks, an extension that we do not offer, and streams that are resumed in a session. */
const apart = (name: string) => name.startsWith('tasks-') || name === 'server-sse-polling';

gate(runs, { baseline, apart });
