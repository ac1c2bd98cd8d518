// Lambda function behind `/mcp`: MCP over HTTP, stateless except for cached accounts, signing keys and connections.
import { selectTools } from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import {
  type Authenticator,
  createAuthenticator,
  createHttpHandler,
  createServerFactory,
  parseAuthSecret,
  parseHttpSettings,
  type RequestSigner,
} from '@linekeeper/mcp';
import { createSlackIdentity } from '@linekeeper/slack/ack';
import { toolBlocks } from '@linekeeper/slack/blocks';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import packageJson from '../package.json' with { type: 'json' };
import { createAccountsSecret } from './accounts-secret.ts';
import { fromWebResponse, getBasePath, toWebRequest } from './api-gateway.ts';
import { CachedSecret } from './cached-secret.ts';
import { deployedTools } from './history.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { createSlackSecret } from './slack-secret.ts';
import { log } from './telemetry.ts';

/** An API Gateway HTTP API times out after 30 seconds. */
const toolTimeoutMs = Math.min(25_000, readTimeoutMs(process.env, 25_000));

/** Lambda limits a response to 6 MB, and the resource is JSON inside a JSON string, where escaping lengthens it. */
const maxResourceBytes = 4_000_000;

const {
  LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts',
  LINEKEEPER_MCP_SECRET = 'linekeeper/mcp',
  LINEKEEPER_SLACK_SECRET,
} = process.env;
const accounts = createAccountsSecret(LINEKEEPER_ACCOUNTS_SECRET);
const settings = parseHttpSettings(process.env);

/** Authenticates by OAuth if an issuer is configured, otherwise by the bearer tokens in the secret. */
function openAuthenticator(): () => Authenticator | Promise<Authenticator> {
  if (settings.oauth !== undefined) {
    const authenticator = createAuthenticator(settings, log);
    return () => authenticator;
  }
  const parse = (text: string) => createAuthenticator(parseAuthSecret(text, LINEKEEPER_MCP_SECRET), log);
  const secret = new CachedSecret({
    name: LINEKEEPER_MCP_SECRET,
    store: createSecretsManagerStore(),
    parse,
    failClosed: true,
    clock: systemClock,
    log,
  });
  return () => secret.get();
}

/** Slack's sign-in by the rules of its secret; undefined if the function has none. */
function openSlackIdentity(): RequestSigner | undefined {
  if (LINEKEEPER_SLACK_SECRET === undefined) return undefined;
  const secret = createSlackSecret(LINEKEEPER_SLACK_SECRET);
  return createSlackIdentity(() => secret.get(), systemClock);
}

const handle = createHttpHandler({
  factory: createServerFactory({
    tools: selectTools(deployedTools, process.env),
    getRegistry: () => accounts.get(),
    version: packageJson.version,
    clock: systemClock,
    toolTimeoutMs,
    supportsProgress: false,
    maxResourceBytes,
    blocks: toolBlocks,
    log,
  }),
  authenticator: openAuthenticator(),
  signer: openSlackIdentity(),
  hostOriginPolicy: { ...settings, loopback: false },
  publicUrl: settings.publicUrl,
  log,
});

/** Lambda entry point for API Gateway HTTP API events. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = toWebRequest(event);
  if (request === undefined) return { statusCode: 400 };
  return await fromWebResponse(await handle(request, { basePath: getBasePath(event), address: event.requestContext.http.sourceIp }));
};
