// Long tool calls: a client disconnect or cancellation aborts the request to the provider; progress reaches clients that requested it.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { commandFile } from '../command.ts';
import { startHangingProvider } from './hanging-provider.ts';
import { startHttpCommand } from './http-command.ts';
import { envelope, legacyBody, modernMessage, post, type RequestMessage } from './raw-messages.ts';

const hanging = await startHangingProvider();
const params = { name: 'exolve_list_sip_ids', arguments: {} };

describe('a client that disconnects from HTTP', async () => {
  const server = await startHttpCommand({ sandbox: false, environment: { LINEKEEPER_ACCOUNTS: hanging.accounts } });
  afterAll(() => server.kill());

  it.each<[string, RequestMessage]>([
    ['modern', modernMessage('tools/call', params)],
    ['legacy', { body: legacyBody('tools/call', params), headers: {} }],
    ['modern, from a resource', modernMessage('resources/read', { uri: 'linekeeper://export/lines.csv' })],
  ])('aborts the request to the provider (%s)', async (_, { body, headers }) => {
    const abort = new AbortController();
    const requested = hanging.nextRequest();
    const response = post(server.url, body, { headers, signal: abort.signal }).catch(() => 'disconnected');
    await requested;
    const disconnected = hanging.nextDisconnect();
    abort.abort();
    await disconnected;
    expect(await response).toBe('disconnected');
    expect((await post(server.url, legacyBody('tools/list'))).status).toBe(200);
  });
});

/** Starts the built command on stdio, with one JSON-RPC message per line. */
function startOnStdio(environment: Record<string, string>, args: string[] = []) {
  const child: ChildProcess = spawn(process.execPath, [commandFile, 'mcp', ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (child.stdin === null || child.stdout === null) throw new Error('the child process has no pipes');
  const { stdin, stdout } = child;
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    send: (message: object) => stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    next: async () => JSON.parse(String((await lines.next()).value)),
    close: () => child.kill(),
  };
}

describe('a client on stdio', () => {
  const eras: [string, object][] = [
    ['modern', { _meta: envelope }],
    ['legacy', {}],
  ];

  it.each(eras)('that cancels a tool call aborts the request to the provider (%s)', async (era, meta) => {
    const { send, next, close } = startOnStdio({ LINEKEEPER_ACCOUNTS: hanging.accounts });
    if (era === 'legacy') {
      const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } };
      send({ id: 1, method: 'initialize', params });
      await next();
      send({ method: 'notifications/initialized' });
    }
    const requested = hanging.nextRequest();
    send({ id: 2, method: 'tools/call', params: { ...params, ...meta } });
    await requested;
    const disconnected = hanging.nextDisconnect();
    send({ method: 'notifications/cancelled', params: { requestId: 2, ...meta } });
    await disconnected;
    // The canceled call gets no response; the next request does.
    send({ id: 3, method: 'tools/list', params: meta });
    expect(await next()).toMatchObject({ id: 3, result: { tools: expect.any(Array) } });
    close();
  });

  it('gets progress notifications if it sent a progress token', async () => {
    const { send, next, close } = startOnStdio({}, ['--sandbox']);
    const call = (id: number, meta: object) =>
      send({ id, method: 'tools/call', params: { name: 'list_lines', arguments: { limit: 500 }, _meta: { ...envelope, ...meta } } });
    call(1, { progressToken: 'progress' });
    const notifications: { progress: number; progressToken: string }[] = [];
    for (let message = await next(); ; message = await next()) {
      if (message.id === 1) break;
      expect(message.method).toBe('notifications/progress');
      notifications.push(message.params);
    }
    expectIncreasing(notifications, 'progress');
    call(2, {});
    expect(await next()).toMatchObject({ id: 2, result: { structuredContent: { lines: expect.any(Array) } } });
    close();
  });
});

function expectIncreasing(notifications: readonly { progress: number; progressToken: unknown }[], token: unknown): void {
  const steps = notifications.map(({ progress }) => progress);
  expect(steps.length).toBeGreaterThan(2);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  expect(notifications.every(({ progressToken }) => progressToken === token)).toBe(true);
}

describe('a client over HTTP', async () => {
  const server = await startHttpCommand();
  afterAll(() => server.kill());
  const postForEvents = async ({ body, headers }: RequestMessage) => {
    const accept = 'application/json, text/event-stream';
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify(body),
    });
    return { type: response.headers.get('content-type'), text: await response.text() };
  };
  const listLines = { name: 'list_lines', arguments: { limit: 500 } };

  it.each<[string, RequestMessage]>([
    ['modern', { ...modernMessage('tools/call', listLines), body: withToken(modernMessage('tools/call', listLines).body, envelope) }],
    ['legacy', { body: withToken(legacyBody('tools/call', listLines), {}), headers: {} }],
  ])('gets progress notifications if it sent a progress token (%s)', async (_, message) => {
    const { type, text } = await postForEvents(message);
    expect(type).toBe('text/event-stream');
    const messages = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ''));
    expectIncreasing(
      messages.slice(0, -1).map(({ params }) => params),
      7,
    );
    expect(messages.at(-1)).toMatchObject({ id: 1, result: { structuredContent: { lines: expect.any(Array) } } });
  });

  it('gets none without a progress token', async () => {
    const { type, text } = await postForEvents(modernMessage('tools/call', listLines));
    expect(type).toContain('application/json');
    expect(JSON.parse(text).result.structuredContent.lines.length).toBeGreaterThan(25);
  });
});

function withToken(body: object, meta: object): object {
  const { params = {}, ...rest } = body as { params?: object };
  return { ...rest, params: { ...params, _meta: { ...meta, progressToken: 7 } } };
}
