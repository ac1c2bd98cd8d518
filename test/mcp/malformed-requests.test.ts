// Rubbish over HTTP: what is too large, what is nothing, and much of it; the next call is always fine.
import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, request as requestOn } from 'undici';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { httpServer } from './http-command.ts';
import { type Message, modern, older, post } from './raw-messages.ts';

const server = await httpServer();
afterAll(() => server.close());
const { url } = server;
const call = (name: string, args: object = {}) => modern('tools/call', { name, arguments: args });
const send = ({ body, headers }: Message) => post(url, body, { headers });

describe('rubbish', () => {
  it('of eight million bytes is too large, announced or not, and the next call is fine', async () => {
    const large = 'a'.repeat(8_000_000);
    const streamed = async () =>
      await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Blob([large]).stream(),
        duplex: 'half',
      } as RequestInit);
    for (let round = 0; round < 3; round++) {
      expect((await post(url, large)).status).toBe(413);
      expect((await streamed()).status).toBe(413);
    }
    expect((await send(call('list_accounts'))).status).toBe(200);
  });

  it('without an end is answered before it has one', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    const answer = once(socket, 'data');
    socket.write(`POST /mcp HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const pour = () => {
      if (!socket.destroyed) socket.write(chunk, pour);
    };
    pour();
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
    expect((await send(call('list_accounts'))).status).toBe(200);
  });

  it('ten thousand times is refused each time, leaves nothing in a heap that has no room to spare, and the next call is fine', async () => {
    // In MiB: were 10 KB kept of each request, it would be full.
    const small = await httpServer({ nodeOptions: ['--max-old-space-size=64'] });
    onTestFinished(() => small.close());
    const { url } = small;
    const send = ({ body, headers }: Message) => post(url, body, { headers });
    const kinds: (() => Promise<number>)[] = [
      async () => (await post(url, '{"jsonrpc"')).status,
      async () => (await post(url, { jsonrpc: '2.0', id: 1, method: 'x'.repeat(10_000) }, { headers: modern('x').headers })).status,
      async () => (await post(url, older('tools/list'), { headers: { origin: 'https://evil.example' } })).status,
      async () => (await send(modern('tools/call', { name: 'list_lines', arguments: {} }, { 'mcp-name': 'other' }))).status,
      async () => (await fetch(`${url}/${'x'.repeat(500)}`)).status,
      async () => (await post(url, 'rubbish', { headers: { 'content-type': 'text/html' } })).status,
    ];
    const round = async (count: number) => {
      let left = count;
      const statuses = new Set<number>();
      const worker = async () => {
        while (left-- > 0) statuses.add((await kinds[left % kinds.length]?.()) ?? 0);
      };
      await Promise.all(Array.from({ length: 20 }, worker));
      return [...statuses].sort();
    };
    expect(await round(10_000)).toEqual([400, 403, 404, 415]);
    expect((await send(call('list_accounts'))).body.result.structuredContent.accounts).toHaveLength(3);
  }, 60_000);

  it('on a connection leaves the connection to the next call', async () => {
    const dispatcher = new Agent({ connections: 1 });
    const status = async (body: string, headers: Record<string, string> = {}) => {
      const sent = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
      const answer = await requestOn(url, { method: 'POST', headers: sent, body, dispatcher });
      await answer.body.dump();
      return answer.statusCode;
    };
    const fine = JSON.stringify(older('tools/list'));
    for (let round = 0; round < 3; round++) {
      expect([await status('a'.repeat(1_200_000)), await status(fine)]).toEqual([413, 200]);
      expect([await status('a'.repeat(8_000_000)), await status(fine)]).toEqual([413, 200]);
      expect([await status('a'.repeat(900_000), { origin: 'https://evil.example' }), await status(fine)]).toEqual([403, 200]);
    }
    await dispatcher.close();
  });

  it('of another kind than JSON is refused', async () => {
    expect((await post(url, 'a=b', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(415);
    expect((await post(url, older('tools/list'), { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });

  it('says nothing of the machine in any answer', async () => {
    const all = await Promise.all([
      post(url, '{'),
      send(modern('tools/delete')),
      send(call('list_lines', { cursor: '../../etc/passwd' })),
      send(modern('resources/read', { uri: 'linekeeper://lines/%E0%A4%A/x' })),
      send(modern('resources/read', { uri: 'linekeeper://lines/moscow/..%2f..%2fx' })),
      post(url, older('tools/call', { name: '__proto__', arguments: { constructor: 1 } })),
      post(
        url,
        older('completion/complete', { ref: { type: 'ref/prompt', name: 'leaver_check' }, argument: { name: '__proto__', value: 'x' } }),
      ),
    ]);
    for (const { body } of all) expect(JSON.stringify(body)).not.toMatch(/node:|\.ts\b|\.mjs|at \w+ \(|sandbox-\w+-(token|key)/);
  });
});
