// Every surface ends the calls to peers that stay silent by itself, whatever kind of silence, and answers the next call.
import { createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { type SilentPeer, silentPeerKinds, startSilentPeer } from '../core/http/silent-peers.ts';
import { type CallResult, connectModernClient, type TestClient } from '../mcp/clients.ts';
import { startHttpCommand } from '../mcp/http-command.ts';
import { startResponseUrlServer } from '../slack/slack.ts';
import { getText, startSlackServer } from '../slack/slack-server.ts';

/** The time for a call: half of it for the first attempt. */
const timeoutMs = 900;

/** An account whose provider never finishes its answer. */
interface SilentAccount {
  name: string;
  kind: string;
  baseUrl: string;
  /** The codes of its error. */
  code: RegExp;
}

const peers: SilentPeer[] = [];
const accounts: SilentAccount[] = [];
const toName = (kind: string) => kind.toLowerCase().replaceAll(' ', '-').slice(0, 32).replace(/-$/, '');

for (const kind of silentPeerKinds.filter(({ isProxy }) => !isProxy)) {
  const peer = await startSilentPeer(kind, afterAll);
  peers.push(peer);
  accounts.push({ name: toName(kind.name), kind: kind.name, baseUrl: peer.url, code: /timeout/ });
}

/** What the one proxy does with a tunnel, by the name of the host that it is asked for. */
const tunnels = new Map<string, (socket: Socket) => void>();
for (const { name: kind, handle } of silentPeerKinds.filter(({ isProxy }) => isProxy)) {
  const name = toName(kind);
  tunnels.set(`${name}.invalid`, handle);
  accounts.push({ name, kind, baseUrl: `https://${name}.invalid`, code: /timeout/ });
}
tunnels.set('refused.invalid', socket => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
// On a busy machine, the last attempt may end by its timeout instead.
accounts.push({ name: 'refused', kind: 'a proxy that refuses', baseUrl: 'https://refused.invalid', code: /network|timeout/ });
accounts.push({
  name: 'unresolved',
  kind: 'a host name that is not looked up',
  baseUrl: 'https://unresolved.invalid',
  code: /timeout|ETIMEDOUT/,
});

const sockets = new Set<Socket>();
const proxy = createServer(socket => {
  sockets.add(socket);
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  socket.once('data', request => {
    const [, host = ''] = /^CONNECT ([^:]+)/.exec(request.toString()) ?? [];
    socket.pause();
    socket.unshift(request);
    tunnels.get(host)?.(socket);
    socket.resume();
  });
});
const working = createServer(socket => {
  socket.on('error', () => {});
  socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 11\r\n\r\n{"sips":[]}'));
});
const [proxyUrl, workingUrl] = await Promise.all([proxy, working].map(listen));
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  proxy.close();
  working.close();
});

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

const createEnvironment = (only?: SilentAccount): Record<string, string> => {
  const all = [...accounts, { name: 'working', baseUrl: workingUrl }];
  const chosen = only === undefined ? all : [only];
  return {
    LINEKEEPER_ACCOUNTS: JSON.stringify(
      chosen.map(({ name, baseUrl }) => ({ name, provider: 'exolve', api_key: 'fake-key', base_url: baseUrl })),
    ),
    LINEKEEPER_TIMEOUT_MS: String(timeoutMs),
    HTTPS_PROXY: proxyUrl ?? '',
    NO_PROXY: 'unresolved.invalid',
    NODE_OPTIONS: `--import=${import.meta.dirname}/silent-lookup.mjs`,
  };
};

const environment = createEnvironment();

describe.concurrent('the shell', () => {
  it.each(accounts)('ends a list for $kind', async account => {
    const { code, stderr } = await linekeeper(['exolve', 'sip-ids', '--account', account.name], { environment });
    expect({ code, stderr }).toEqual({ code: 75, stderr: expect.stringMatching(account.code) });
  });
});

describe.concurrent('the doctor', () => {
  it.each(accounts)('ends for $kind', async account => {
    const { code, stdout } = await linekeeper(['doctor'], { environment: createEnvironment(account) });
    expect({ code, stdout }).toEqual({ code: 75, stdout: expect.stringContaining('✗') });
  });
});

const getMessage = ({ isError, content }: CallResult): string => (isError ? JSON.stringify(content) : '');

/** All calls at once, then one that works, then those to peers that work again. */
async function expectEnds(client: TestClient): Promise<void> {
  const call = (account: string) => client.callTool({ name: 'exolve_list_sip_ids', arguments: { account } });
  const results = await Promise.all(accounts.map(async ({ name, code }) => ({ name, code, message: getMessage(await call(name)) })));
  for (const { name, code, message } of results) expect(message, name).toMatch(code);
  expect(await call('working')).toMatchObject({ structuredContent: { account: 'working', returned: 0 } });
  const question = await client.callTool({ name: 'list_lines', arguments: {} });
  const outcomes = [...accounts.map(({ name }) => ({ account: name, outcome: 'failed' })), { account: 'working', outcome: 'complete' }];
  expect(question).toMatchObject({ structuredContent: { accounts: outcomes } });
}

describe('MCP', () => {
  it('ends all calls over stdio, and answers the next one', async () => {
    const client = await connectModernClient({ args: ['mcp'], env: environment });
    await expectEnds(client);
    await client.close();
  });

  it('ends all calls over HTTP, and answers the next one', async () => {
    const server = await startHttpCommand({ sandbox: false, environment });
    const client = await connectModernClient({ url: server.url });
    await expectEnds(client);
    await client.close();
    server.kill();
  });
});

describe('Slack', async () => {
  const urls = await startResponseUrlServer();
  const slack = await startSlackServer(urls, environment);

  it('posts the error of every command, and answers the next one', async () => {
    const answers = await Promise.all(accounts.map(({ name }) => slack.commandAnswer(`exolve sip-ids account=${name}`)));
    for (const [index, { name, code }] of accounts.entries()) expect(getText(answers[index]), name).toMatch(code);
    expect(getText(await slack.commandAnswer('exolve sip-ids account=working'))).toContain('no rows');
  });
});

describe('peers that speak again', () => {
  it('are answered by a command that has met their silence', async () => {
    const client = await connectModernClient({ args: ['mcp'], env: environment });
    const recovering = accounts.filter(({ baseUrl }) => baseUrl.startsWith('http:'));
    const call = (account: string) => client.callTool({ name: 'exolve_list_sip_ids', arguments: { account } });
    await Promise.all(recovering.map(({ name }) => call(name)));
    for (const peer of peers) peer.recover();
    for (const { name } of recovering) expect(await call(name), name).toMatchObject({ structuredContent: { returned: 0 } });
    await client.close();
  });
});
