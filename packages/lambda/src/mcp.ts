// The function behind `/mcp`: the tools for assistants, over HTTP. Nothing is kept between requests but accounts, keys and connections.
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { type Door, doorFor, httpHandler, serverFactory, settingsFromVariables, signInFromSecret } from '@linekeeper/mcp';
import { tools } from '@linekeeper/questions';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import packageJson from '../package.json' with { type: 'json' };
import { accountsSecret } from './accounts-secret.ts';
import { webRequestIn, webResultOf } from './api-gateway.ts';
import { Secret } from './cached-secret.ts';
import { secretsManager } from './secrets-manager.ts';
import { log } from './telemetry.ts';

/** Milliseconds of a call: an HTTP API gives up after thirty seconds. */
const callTime = Math.min(25_000, deadlineMs(process.env, 25_000));

/** Bytes of a file: an answer of a function has room for six million, and is JSON in JSON. */
const largestFile = 4_000_000;

const { LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts', LINEKEEPER_MCP_SECRET = 'linekeeper/mcp' } = process.env;
const accounts = accountsSecret(LINEKEEPER_ACCOUNTS_SECRET);
const settings = settingsFromVariables(process.env);

/** By an issuer where there is one, else by the tokens of the secret. */
function openDoor(): () => Door | Promise<Door> {
  if (settings.oauth !== undefined) {
    const door = doorFor(settings, log);
    return () => door;
  }
  const parse = (json: unknown) => doorFor(signInFromSecret(json, LINEKEEPER_MCP_SECRET), log);
  const secret = new Secret({ name: LINEKEEPER_MCP_SECRET, safe: secretsManager(), parse, opens: true, clock: systemClock, log });
  return () => secret.get();
}

const handle = httpHandler({
  factory: serverFactory({
    tools,
    directory: () => accounts.get(),
    version: packageJson.version,
    clock: systemClock,
    callTime,
    streaming: false,
    largestFile,
    log,
  }),
  door: openDoor(),
  guards: { ...settings, loopback: false },
  log,
});

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = webRequestIn(event);
  return request === undefined ? { statusCode: 400 } : webResultOf(await handle(request));
};
