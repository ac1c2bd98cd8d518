// The built `linekeeper mcp --http`: one process, with a bearer token for the accounts of each target.
import { afterAll } from 'vitest';
import { startHttpCommand } from '../../mcp/http-command.ts';
import { legacyBody, post } from '../../mcp/raw-messages.ts';
import type { FaultTarget } from '../faults/gateway.ts';
import { createEnvironment, listAccounts, maxCallTimeoutMs, type OpenSurface, readToolResponse } from './surface.ts';

/** Starts the server for all targets. It ends with the test file. */
export async function startHttp(targets: readonly FaultTarget[]): Promise<OpenSurface> {
  const tokenOf = ({ name }: FaultTarget) => `campaign-token-of-${name}`;
  const tokens = targets.map(target => ({
    name: target.name,
    token: tokenOf(target),
    accounts: [...target.faulty, ...target.healthy].map(({ name }) => name),
  }));
  const { url, log, kill } = await startHttpCommand({
    environment: { ...createEnvironment(listAccounts(targets), maxCallTimeoutMs), LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) },
    sandbox: false,
  });
  afterAll(kill);
  return async target => ({
    async call({ name }, input) {
      const headers = { authorization: `Bearer ${tokenOf(target)}`, 'mcp-protocol-version': '2025-11-25' };
      const { body } = await post(url, legacyBody('tools/call', { name, arguments: input }), { headers });
      return readToolResponse(body);
    },
    log,
    close: () => {},
  });
}
