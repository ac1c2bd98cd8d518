// Long calls: whoever goes away stops the work behind the call, and whoever stays hears how far it has come.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../command.ts';
import { silentProvider } from './hanging-provider.ts';
import { httpServer } from './http-command.ts';
import { envelope, type Message, modern, older, post } from './raw-messages.ts';

const silent = await silentProvider();
const asked = { name: 'exolve_list_sip_ids', arguments: {} };

describe('a client that goes away over HTTP', async () => {
  const server = await httpServer({ sandbox: false, environment: { LINEKEEPER_ACCOUNTS: silent.accounts } });
  afterAll(() => server.close());

  it.each<[string, Message]>([
    ['newer', modern('tools/call', asked)],
    ['older', { body: older('tools/call', asked), headers: {} }],
    ['newer, from a resource', modern('resources/read', { uri: 'linekeeper://export/lines.csv' })],
  ])('stops the request to the provider (%s)', async (_, { body, headers }) => {
    const leaving = new AbortController();
    const coming = silent.asked();
    const answer = post(server.url, body, { headers, signal: leaving.signal }).catch(() => 'gone');
    await coming;
    const left = silent.left();
    leaving.abort();
    await left;
    expect(await answer).toBe('gone');
    expect((await post(server.url, older('tools/list'))).status).toBe(200);
  });
});

/** The built command with its messages, line by line. */
function onStdio(environment: Record<string, string>, args: string[] = []) {
  const child: ChildProcess = spawn(process.execPath, [built, 'mcp', ...args], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  if (child.stdin === null || child.stdout === null) throw new Error('it has no pipes');
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
    ['newer', { _meta: envelope }],
    ['older', {}],
  ];

  it.each(eras)('that cancels a call stops the request to the provider (%s)', async (era, meta) => {
    const { send, next, close } = onStdio({ LINEKEEPER_ACCOUNTS: silent.accounts });
    if (era === 'older') {
      const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } };
      send({ id: 1, method: 'initialize', params });
      await next();
      send({ method: 'notifications/initialized' });
    }
    const coming = silent.asked();
    send({ id: 2, method: 'tools/call', params: { ...asked, ...meta } });
    await coming;
    const left = silent.left();
    send({ method: 'notifications/cancelled', params: { requestId: 2, ...meta } });
    await left;
    // The call has no answer; the next request has its own.
    send({ id: 3, method: 'tools/list', params: meta });
    expect(await next()).toMatchObject({ id: 3, result: { tools: expect.any(Array) } });
    close();
  });

  it('hears how far a listing has come, where it asked to', async () => {
    const { send, next, close } = onStdio({}, ['--sandbox']);
    const call = (id: number, own: object) =>
      send({ id, method: 'tools/call', params: { name: 'list_lines', arguments: { limit: 500 }, _meta: { ...envelope, ...own } } });
    call(1, { progressToken: 'how-far' });
    const heard: { progress: number; progressToken: string }[] = [];
    for (let message = await next(); ; message = await next()) {
      if (message.id === 1) break;
      expect(message.method).toBe('notifications/progress');
      heard.push(message.params);
    }
    expectGrowing(heard, 'how-far');
    call(2, {});
    expect(await next()).toMatchObject({ id: 2, result: { structuredContent: { lines: expect.any(Array) } } });
    close();
  });
});

function expectGrowing(heard: readonly { progress: number; progressToken: unknown }[], token: unknown): void {
  const steps = heard.map(({ progress }) => progress);
  expect(steps.length).toBeGreaterThan(2);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  expect(heard.every(({ progressToken }) => progressToken === token)).toBe(true);
}

describe('a client over HTTP', async () => {
  const server = await httpServer();
  afterAll(() => server.close());
  const events = async ({ body, headers }: Message) => {
    const accept = 'application/json, text/event-stream';
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify(body),
    });
    return { type: response.headers.get('content-type'), text: await response.text() };
  };
  const listing = { name: 'list_lines', arguments: { limit: 500 } };

  it.each<[string, Message]>([
    ['newer', { ...modern('tools/call', listing), body: withToken(modern('tools/call', listing).body, envelope) }],
    ['older', { body: withToken(older('tools/call', listing), {}), headers: {} }],
  ])('hears how far a listing has come, where it asked to (%s)', async (_, message) => {
    const { type, text } = await events(message);
    expect(type).toBe('text/event-stream');
    const messages = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ''));
    expectGrowing(
      messages.slice(0, -1).map(({ params }) => params),
      7,
    );
    expect(messages.at(-1)).toMatchObject({ id: 1, result: { structuredContent: { lines: expect.any(Array) } } });
  });

  it('hears nothing where it did not', async () => {
    const { type, text } = await events(modern('tools/call', listing));
    expect(type).toContain('application/json');
    expect(JSON.parse(text).result.structuredContent.lines.length).toBeGreaterThan(25);
  });
});

function withToken(body: object, meta: object): object {
  const { params = {}, ...rest } = body as { params?: object };
  return { ...rest, params: { ...params, _meta: { ...meta, progressToken: 7 } } };
}
