// What a provider, or a gateway before it, may answer instead of a list.
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Answers a request. */
export type FaultyResponder = (response: ServerResponse) => void;

/** Part of every text that a fault sends: no surface may show it. */
export const plantedText = 'PLANTED-UPSTREAM-TEXT';

const html = `<html><body><h1>${plantedText}</h1></body></html>`;
const repeat = (text: string, count: number) => text.repeat(count);

const send =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): FaultyResponder =>
  response =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Writes to the socket, without the HTTP server's checks. */
const raw =
  (...parts: string[]): FaultyResponder =>
  ({ socket }) =>
    void socket?.end(parts.join(''));

const head = (status: string, ...headers: string[]) => `HTTP/1.1 ${[status, ...headers].join('\r\n')}\r\n\r\n`;

const statuses = [400, 401, 403, 404, 405, 408, 409, 410, 418, 422, 429, 451, 500, 501, 502, 503, 504, 507, 520, 599];
const redirects = [300, 301, 302, 303, 304, 307, 308];
const retryAfters = ['0', '1', '-5', '1e9', 'soon', '99999999999999999999', new Date(0).toUTCString()];
const shapes = [
  '{}',
  '[]',
  'null',
  'true',
  '1',
  '"text"',
  '{"result":[]}',
  '{"result":{"data":"x"},"sipAccounts":{},"sipPhones":"x","sips":{},"numbers":1}',
];
const rpcCodes = [-32602, -32001, -32003, -32008, -32009, -32029, -32603, -32099];
const texts: Readonly<Record<string, string | Buffer>> = {
  empty: '',
  blank: ' \n ',
  html,
  'cut JSON': '{"result":{"data":[{"id":1}',
  'JSON and more': '{}{}',
  JSONP: `cb({"${plantedText}":1})`,
  NaN: '{"sips":NaN}',
  'bad UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'UTF-16': Buffer.from('\ufeff{}', 'utf16le'),
  'deep arrays': repeat('[', 100_000),
  'deep error': `{"error":{"code":-32602,"data":{"field":"limit"},"d":${repeat('[', 20_000)}${repeat(']', 20_000)}}}`,
  'deep objects': repeat('{"a":', 50_000),
  'tiny rows': `{"sips":[${repeat('{},', 2_000_000)}{}]}`,
  'a long number': `{"n":${repeat('9', 1_000_000)}}`,
  'many long numbers': `{"sips":[${repeat('12345678901234567890,', 200_000)}1]}`,
  'a long text': `{"error":"${repeat('x', 3_000_000)}"}`,
};

/** Every kind by its name. */
export const faultKinds: ReadonlyMap<string, FaultyResponder> = new Map<string, FaultyResponder>([
  ...statuses.map((status): [string, FaultyResponder] => [`status ${status}`, send(html, status)]),
  ...redirects.map((status): [string, FaultyResponder] => [
    `redirect ${status}`,
    send('', status, { location: 'http://127.0.0.1:1/stolen' }),
  ]),
  ...retryAfters.map((value): [string, FaultyResponder] => [`retry after ${value}`, send(plantedText, 429, { 'retry-after': value })]),
  ...shapes.map((body): [string, FaultyResponder] => [`shape ${body.slice(0, 20)}`, send(body)]),
  ...rpcCodes.map((code): [string, FaultyResponder] => [
    `JSON-RPC ${code}`,
    send(JSON.stringify({ error: { code, message: plantedText, data: { mnemonic: plantedText, metadata: { limits: plantedText } } } })),
  ]),
  ...Object.entries(texts).map(([name, body]): [string, FaultyResponder] => [name, send(body)]),
  ['deep 401', send(texts['deep error'] ?? '', 401)],
  ['reset', ({ socket }) => void socket?.resetAndDestroy()],
  ['closed', ({ socket }) => void socket?.destroy()],
  ['no answer', () => {}],
  ['a byte, then nothing', ({ socket }) => void socket?.write(`${head('200 OK', 'content-length: 100')}{`)],
  ['cut with a length', raw(head('200 OK', 'content-length: 5000'), '{"result":')],
  ['cut in chunks', raw(head('200 OK', 'transfer-encoding: chunked'), '20\r\n{"re')],
  ['a bad chunk', raw(head('200 OK', 'transfer-encoding: chunked'), 'zz\r\nx\r\n')],
  ['two lengths', raw(head('200 OK', 'content-length: 2', 'content-length: 5'), '{}')],
  ['a negative length', raw(head('200 OK', 'content-length: -5'), '{}')],
  ['another protocol', raw('SSH-2.0-OpenSSH_9.7\r\n')],
  ['HTTP/0.9', raw('{}')],
  ['a header of 100 KB', raw(head('200 OK', `x: ${repeat('a', 100_000)}`), '{}')],
  ['a header with NUL', raw(head('200 OK', 'x: a\0b', 'content-length: 2'), '{}')],
  ['status 000', raw(head('000 Zero', 'content-length: 0'))],
  ['status 999', raw(head('999 Nine', 'content-length: 0'))],
  ['status 101', raw(head('101 Switching', 'upgrade: h2c', 'connection: upgrade'))],
  ['status 204', raw(head('204 No Content'))],
  ['100 without end', raw(...Array.from({ length: 100 }, () => head('100 Continue')))],
  ['gzip', send(gzipSync('{}'), 200, { 'content-encoding': 'gzip' })],
  ['a gzip bomb', send(gzipSync(Buffer.alloc(20 * 1024 * 1024)), 200, { 'content-encoding': 'gzip' })],
  ['40 MB', response => void response.writeHead(200).end(Buffer.alloc(40 * 1024 * 1024, ' '))],
]);
