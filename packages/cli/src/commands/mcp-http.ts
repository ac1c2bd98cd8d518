// `linekeeper mcp --http`: serves MCP over HTTP.
import {
  type AccountRegistry,
  type AllowedAccounts,
  type Environment,
  isLoopback,
  LinekeeperError,
  readVariable,
  restrictAccounts,
  unknownAccountWarnings,
} from '@linekeeper/core';
import { readSwitch, systemClock, warmUp } from '@linekeeper/core/node';
import {
  checkReachableTokens,
  createAuthenticator,
  createHttpHandler,
  createServerFactory,
  type HttpSettings,
  parseHttpSettings,
  requiresAuth,
} from '@linekeeper/mcp';
import { createHttpServer } from '@linekeeper/mcp/node';
import { createSlackIdentity, parseSlackSettings, type SlackSettings } from '@linekeeper/slack/ack';
import { toolBlocks } from '@linekeeper/slack/blocks';
import { describeAccounts } from '../account-notes.ts';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { useProxyForFetch } from '../proxy.ts';
import { listen } from '../server/listen.ts';
import { serveUntilSigterm } from '../server/shutdown.ts';
import { createServerContext } from './mcp.ts';

/** The address to listen on; an IPv6 host is without brackets. */
export interface ListenAddress {
  host: string;
  port: number;
}

/** Parses `HOST:PORT`, with an IPv6 host in brackets. Throws `input` if it is invalid. */
export function parseListenAddress(text: string): ListenAddress {
  const [, v6, name, port = ''] = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text.trim()) ?? [];
  const origin = `http://${v6 === undefined ? name : `[${v6}]`}`;
  if ((v6 ?? name) === undefined || !URL.canParse(origin) || Number(port) > 65_535)
    throw new LinekeeperError('input', '--http takes an address and a port: 127.0.0.1:8123, [::1]:8123.', { field: 'http' });
  // URL normalizes the many spellings of an IP address.
  return { host: new URL(origin).hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** Serves until SIGTERM. Throws `config` for an invalid configuration, or if the server cannot listen. */
export async function serveMcpHttp(options: CommandOptions, { host, port }: ListenAddress): Promise<void> {
  const { environment, io } = options;
  const settings = readSecureSettings(host, environment);
  await useProxyForFetch(environment, io.error);
  const registry = await openAccounts(options);
  const slack = readSlackSettings(environment);
  const context = { ...(await createServerContext(registry, options)), blocks: toolBlocks };
  const authenticator = createAuthenticator(settings, io.error, slack !== undefined);
  const policy = { hosts: [...settings.hosts, toUrlHost(host)], origins: settings.origins, loopback: isLoopback(host) };
  const handle = createHttpHandler({
    factory: createServerFactory(context),
    authenticator: () => authenticator,
    verifier: slack && createSlackIdentity(() => slack, context.clock),
    hostOriginPolicy: policy,
    publicUrl: settings.publicUrl,
    metrics: await openMetrics(registry, environment),
    log: io.error,
  });
  await warmUp();
  const server = createHttpServer(handle, io.error);
  const listeningPort = await listen(server, port, host, 'Choose another with --http.');
  io.error(`MCP is served at http://${toUrlHost(host)}:${listeningPort}/mcp until you press Ctrl-C.`);
  io.error(describeAccounts(registry));
  for (const note of unknownAccountWarnings(
    [...settings.tokens, ...(settings.oauth?.access ?? []), ...(slack?.access ?? [])],
    registry.accounts,
  ))
    io.error(`note: ${note}`);
  if (settings.tokens.length > 0) io.error(`Accepts tokens of ${settings.tokens.map(({ name }) => name).join(', ')}.`);
  if (settings.oauth !== undefined) io.error(`Accepts tokens of the issuer ${settings.oauth.issuer}.`);
  if (slack !== undefined) io.error('Accepts requests that Slack signs; all others need a token.');
  await serveUntilSigterm(server, context.toolTimeoutMs, io.error);
}

/** Returns the writer of metrics; undefined where they are off. Throws `config` without a history: metrics come from the last snapshot. */
async function openMetrics(
  registry: AccountRegistry,
  environment: Environment,
): Promise<((accounts: AllowedAccounts) => Promise<string>) | undefined> {
  if (!readSwitch(environment, 'LINEKEEPER_METRICS')) return undefined;
  const { createMetrics, StoredHistory } = await import('@linekeeper/history');
  const { history } = registry;
  if (!(history instanceof StoredHistory))
    throw new LinekeeperError('config', 'LINEKEEPER_METRICS needs LINEKEEPER_HISTORY: metrics come from the last snapshot.');
  const write = createMetrics(() => history.getStore(), systemClock.now);
  return async allowed => await write(restrictAccounts(registry, allowed).accounts);
}

/** Reads the HTTP settings. Throws `config` if the server would be reachable from other machines without authentication. */
function readSecureSettings(host: string, environment: Environment): HttpSettings {
  const settings = parseHttpSettings(environment);
  // A proxy or tunnel leads from the public address to a loopback one.
  const reachableHost = [host, settings.publicUrl?.hostname].find(name => name !== undefined && !isLoopback(name));
  if (reachableHost === undefined) return settings;
  checkReachableTokens(settings);
  if (requiresAuth(settings) || readSlackSettings(environment) !== undefined) return settings;
  throw new LinekeeperError(
    'config',
    `${reachableHost} is reachable from other machines, and requests would not be authenticated. ` +
      'Set LINEKEEPER_HTTP_TOKENS or LINEKEEPER_HTTP_OAUTH, or listen on 127.0.0.1 without LINEKEEPER_HTTP_URL.',
  );
}

/** The settings of Slack's sign-in; undefined without a signing secret. Throws `config` for invalid ones. */
const readSlackSettings = (environment: Environment): SlackSettings | undefined =>
  readVariable(environment, 'LINEKEEPER_SLACK_SIGNING_SECRET') === undefined ? undefined : parseSlackSettings(environment);

/** The host part of a URL: an IPv6 address gets brackets. */
const toUrlHost = (host: string) => (host.includes(':') ? `[${host}]` : host);
