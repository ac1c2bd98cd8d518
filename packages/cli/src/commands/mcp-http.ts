// `linekeeper mcp --http`: the tools for assistants elsewhere, over HTTP.
import { type Environment, isLoopback, LinekeeperError, strayNames } from '@linekeeper/core';
import { warmUp } from '@linekeeper/core/node';
import { doorFor, type HttpSettings, httpHandler, isGuarded, serverFactory, settingsFromVariables } from '@linekeeper/mcp';
import { openDirectory } from '../accounts.ts';
import { takeProxy } from '../proxy.ts';
import { httpServer } from '../server/http-server.ts';
import { listen } from '../server/listen.ts';
import { untilTold } from '../server/shutdown.ts';
import { type McpOptions, servingOf } from './mcp.ts';

/** Where to listen; an IPv6 address without its brackets. */
export interface Address {
  host: string;
  port: number;
}

/** Reads `HOST:PORT`. Throws `input`. */
export function addressIn(text: string): Address {
  const [, v6, name, port = ''] = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text.trim()) ?? [];
  const written = `http://${v6 === undefined ? name : `[${v6}]`}`;
  if ((v6 ?? name) === undefined || !URL.canParse(written) || Number(port) > 65_535)
    throw new LinekeeperError('input', '--http takes an address and a port: 127.0.0.1:8123, [::1]:8123.', { field: 'http' });
  // Of the many spellings of an address the one that URLs have.
  return { host: new URL(written).hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** Serves until the process is told to end. Throws `config` where the start must stop. */
export async function serveMcpHttp(options: McpOptions, { host, port }: Address): Promise<void> {
  const { environment, io } = options;
  const settings = settingsFor(host, environment);
  await takeProxy(environment, io.error);
  const directory = await openDirectory(options);
  const serving = servingOf(directory, options);
  const door = doorFor(settings, io.error);
  const guards = { hosts: [...settings.hosts, nameOf(host)], origins: settings.origins, loopback: isLoopback(host) };
  const handle = httpHandler({ factory: serverFactory(serving), door: () => door, guards, log: io.error });
  await warmUp();
  const server = httpServer(handle, io.error);
  const at = await listen(server, port, host, 'Choose another with --http.');
  io.error(`MCP is served at http://${nameOf(host)}:${at}/mcp until you press Ctrl-C.`);
  for (const note of strayNames([...settings.tokens, ...(settings.oauth?.access ?? [])], directory.accounts)) io.error(`note: ${note}`);
  if (settings.tokens.length > 0) io.error(`Tokens are taken of ${settings.tokens.map(({ name }) => name).join(', ')}.`);
  if (settings.oauth !== undefined) io.error(`Tokens are taken of the issuer ${settings.oauth.issuer}.`);
  await untilTold(server, serving.callTime, io.error);
}

/** Whoever can reach this server must sign in, where that is not only this machine. */
function settingsFor(host: string, environment: Environment): HttpSettings {
  const settings = settingsFromVariables(environment);
  if (isLoopback(host) || isGuarded(settings)) return settings;
  throw new LinekeeperError(
    'config',
    `${host} can be reached from other machines, and nobody would have to sign in. ` +
      'Set LINEKEEPER_HTTP_TOKENS or LINEKEEPER_HTTP_OAUTH, or listen on 127.0.0.1.',
  );
}

/** As it stands in a URL. */
const nameOf = (host: string) => (host.includes(':') ? `[${host}]` : host);
