// Malformed and oversized requests over HTTP: each is rejected, and the next request succeeds.
import { once } from 'node:events';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { Agent, request as requestOn } from 'undici';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, modernMessage, post, type RequestMessage } from './raw-messages.ts';

const server = await startHttpCommand();
afterAll(() => server.kill());
const { url } = server;
const call = (name: string, args: object = {}) => modernMessage('tools/call', { name, arguments: args });
const send = ({ body, headers }: RequestMessage) => post(url, body, { headers });

/** Requests of the memory test; the name of the test prints the number. */
const manyRequests = availableParallelism() < 4 ? 1_000 : 10_000;

describe('a malformed request', () => {
  it('of eight million bytes is rejected, with and without Content-Length, and the next one succeeds', async () => {
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

  it('with an endless body gets a response before its end', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    const response = once(socket, 'data');
    socket.write(`POST /mcp HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const writeChunks = () => {
      if (!socket.destroyed) socket.write(chunk, writeChunks);
    };
    writeChunks();
    expect(String((await response)[0])).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
    expect((await send(call('list_accounts'))).status).toBe(200);
  });

  it(`sent ${manyRequests} times is rejected each time without leaking memory, and the next one succeeds`, async () => {
    // 64 MiB: with ten thousand requests, a leak of 10 KB per request would exhaust it.
    const server = await startHttpCommand({ nodeOptions: ['--max-old-space-size=64'] });
    onTestFinished(() => server.kill());
    const { url } = server;
    const send = ({ body, headers }: RequestMessage) => post(url, body, { headers });
    const senders: (() => Promise<number>)[] = [
      async () => (await post(url, '{"jsonrpc"')).status,
      async () => (await post(url, { jsonrpc: '2.0', id: 1, method: 'x'.repeat(10_000) }, { headers: modernMessage('x').headers })).status,
      async () => (await post(url, legacyBody('tools/list'), { headers: { origin: 'https://evil.example' } })).status,
      async () => (await send(modernMessage('tools/call', { name: 'list_lines', arguments: {} }, { 'mcp-name': 'other' }))).status,
      async () => (await fetch(`${url}/${'x'.repeat(500)}`)).status,
      async () => (await post(url, 'invalid', { headers: { 'content-type': 'text/html' } })).status,
    ];
    const round = async (count: number) => {
      let left = count;
      const statuses = new Set<number>();
      const worker = async () => {
        while (left-- > 0) statuses.add((await senders[left % senders.length]?.()) ?? 0);
      };
      await Promise.all(Array.from({ length: 20 }, worker));
      return [...statuses].sort();
    };
    expect(await round(manyRequests)).toEqual([400, 403, 404, 415]);
    expect((await send(call('list_accounts'))).body.result.structuredContent.accounts).toHaveLength(3);
  }, 180_000);

  it('leaves its connection usable for the next one', async () => {
    const dispatcher = new Agent({ connections: 1 });
    const status = async (body: string, headers: Record<string, string> = {}) => {
      const requestHeaders = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
      const response = await requestOn(url, { method: 'POST', headers: requestHeaders, body, dispatcher });
      await response.body.dump();
      return response.statusCode;
    };
    const validBody = JSON.stringify(legacyBody('tools/list'));
    for (let round = 0; round < 3; round++) {
      expect([await status('a'.repeat(1_200_000)), await status(validBody)]).toEqual([413, 200]);
      expect([await status('a'.repeat(8_000_000)), await status(validBody)]).toEqual([413, 200]);
      expect([await status('a'.repeat(900_000), { origin: 'https://evil.example' }), await status(validBody)]).toEqual([403, 200]);
    }
    await dispatcher.close();
  });

  it('of another content type than JSON is rejected', async () => {
    expect((await post(url, 'a=b', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(415);
    expect((await post(url, legacyBody('tools/list'), { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });

  it('gets a response without internals of the server', async () => {
    const all = await Promise.all([
      post(url, '{'),
      send(modernMessage('tools/delete')),
      send(call('list_lines', { cursor: '../../etc/passwd' })),
      send(modernMessage('resources/read', { uri: 'linekeeper://lines/%E0%A4%A/x' })),
      send(modernMessage('resources/read', { uri: 'linekeeper://lines/moscow/..%2f..%2fx' })),
      post(url, legacyBody('tools/call', { name: '__proto__', arguments: { constructor: 1 } })),
      post(
        url,
        legacyBody('completion/complete', {
          ref: { type: 'ref/prompt', name: 'leaver_check' },
          argument: { name: '__proto__', value: 'x' },
        }),
      ),
    ]);
    for (const { body } of all) expect(JSON.stringify(body)).not.toMatch(/node:|\.ts\b|\.mjs|at \w+ \(|sandbox-\w+-(token|key)/);
  });
});
