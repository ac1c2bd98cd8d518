// Conformance of the HTTP handler with all fixtures of the conformance runner: tests the transport apart from the product's tools.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAuthenticator, createHttpHandler } from '@linekeeper/mcp';
import { createHttpServer } from '@linekeeper/mcp/node';
import { runConformance } from './conformance.ts';
import { createFixtureServer } from './fixtures/index.ts';
import { defineScenarioTests, type Run } from './scenarios.ts';

const baseline = `${import.meta.dirname}/transport-baseline.yml`;

/** Discards the errors that the runner provokes. */
const log = () => {};
const door = createAuthenticator({ tokens: [], oauth: undefined }, log);
const hostOriginPolicy = { hosts: [], origins: [], loopback: true };
const server = createHttpServer(createHttpHandler({ factory: createFixtureServer, authenticator: () => door, hostOriginPolicy, log }), log);
await once(server.listen(0, '127.0.0.1'), 'listening');
// A listening TCP server has an AddressInfo.
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;

/** Runner options with the runner's number of scenarios. The runner has no list of requirements for 2025-06-18. */
const sets = [
  ['the transport at 2025-06-18', ['--suite', 'all', '--spec-version', '2025-06-18'], 27],
  ['the transport by the requirements of 2025-11-25', ['--requirements', '2025-11-25'], 33],
  ['the transport by the requirements of 2026-07-28', ['--requirements', '2026-07-28'], 50],
] as const;

const runs: Run[] = [];
try {
  for (const [title, selection, scenarios] of sets) runs.push({ title, report: await runConformance(url, selection, baseline), scenarios });
} finally {
  server.closeAllConnections();
  server.close();
}

/** Scenarios that the runner reports but does not score: the tasks extension and resumable streams, neither of which is supported. */
const isIgnored = (name: string) => name.startsWith('tasks-') || name === 'server-sse-polling';

defineScenarioTests(runs, { baseline, isIgnored });
