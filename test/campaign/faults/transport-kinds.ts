// Connections: cut, slow or of another protocol, and heads that HTTP does not have.
import { drip, type FaultCode, type FaultKind, type FaultyRequest, head, planted, raw } from './fault-kind.ts';

const lost: readonly FaultCode[] = ['network', 'malformed'];
const withLength = (page: string) => head('200 OK', `content-length: ${Buffer.byteLength(page)}`) + page;
const chunk = (page: string) => `${Buffer.byteLength(page).toString(16)}\r\n${page}\r\n`;

const kind = (name: string, codes: readonly FaultCode[], respond: (request: FaultyRequest) => void): FaultKind => ({
  name,
  codes,
  respond,
});

/** Writes, and resets the connection a moment later. */
const resetAfter =
  (part: string | ((request: FaultyRequest) => string)) =>
  (request: FaultyRequest): void => {
    request.socket.write(typeof part === 'function' ? part(request) : part);
    setTimeout(() => request.socket.resetAndDestroy(), 20);
  };

/** Connections and heads that never become a response, or become one too late. */
const slowKinds: readonly FaultKind[] = [
  kind('no answer', ['timeout'], () => {}),
  kind('a head and no body', ['timeout'], ({ socket }) => socket.write(head('200 OK', 'content-length: 100'))),
  kind('a byte, then nothing', ['timeout'], ({ socket }) => socket.write(`${head('200 OK', 'content-length: 100')}{`)),
  kind('a head, drop by drop', ['timeout'], ({ socket, page }) => drip(socket, index => withLength(page)[index] ?? '', 500)),
  kind('a body, drop by drop', ['timeout'], ({ socket, page }) => {
    socket.write(head('200 OK', `content-length: ${Buffer.byteLength(page)}`));
    drip(socket, index => page[index] ?? '', 500);
  }),
  kind('blanks without an end', ['timeout', 'malformed'], ({ socket }) => {
    socket.write(head('200 OK'));
    drip(socket, () => ' ');
  }),
  kind('headers without an end', ['timeout', ...lost], ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    drip(socket, index => `x-${index}: ${'a'.repeat(500)}\r\n`, 20);
  }),
  kind('100 Continue without an end', ['timeout', ...lost], ({ socket }) => drip(socket, () => head('100 Continue'))),
  kind('103 Early Hints without an end', ['timeout', ...lost], ({ socket }) => drip(socket, () => head('103 Early Hints', 'link: </x>'))),
];

/** Connections that end before the response does. */
const cutKinds: readonly FaultKind[] = [
  { name: 'a reset', codes: ['network'], respond: ({ socket }) => void socket.resetAndDestroy() },
  { name: 'a close', codes: ['network', 'malformed'], respond: ({ socket }) => void socket.destroy() },
  { name: 'a reset at the connection', codes: ['network'], connect: socket => void socket.resetAndDestroy() },
  { name: 'a close at the connection', codes: ['network', 'malformed'], connect: socket => void socket.destroy() },
  kind('a reset in the head', lost, resetAfter('HTTP/1.1 200 OK\r\ncontent-ty')),
  kind(
    'a reset in the body',
    lost,
    resetAfter(({ page }) => head('200 OK', 'content-length: 500000') + page.slice(0, 80)),
  ),
  kind(
    'cut with a length',
    lost,
    raw(head('200 OK', 'content-length: 500000'), ({ page }) => page.slice(0, 80)),
  ),
  kind(
    'cut in chunks',
    lost,
    raw(head('200 OK', 'transfer-encoding: chunked'), ({ page }) => `2000\r\n${page.slice(0, 20)}`),
  ),
  kind(
    'no last chunk',
    lost,
    raw(head('200 OK', 'transfer-encoding: chunked'), ({ page }) => chunk(page)),
  ),
  kind('half a head', lost, raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n')),
];

/** Heads and framings that HTTP does not have, or has in another way. */
const framingKinds: readonly FaultKind[] = [
  kind('a bad chunk', lost, raw(head('200 OK', 'transfer-encoding: chunked'), 'zz\r\nx\r\n')),
  kind('a chunk of a huge size', lost, raw(head('200 OK', 'transfer-encoding: chunked'), 'ffffffffffffffffff\r\nx\r\n')),
  kind('a negative chunk', lost, raw(head('200 OK', 'transfer-encoding: chunked'), '-1\r\nx\r\n')),
  kind(
    'chunks with extensions and a trailer',
    ['ok', 'malformed'],
    raw(head('200 OK', 'transfer-encoding: chunked'), ({ page }) => `${chunk(page).replace('\r\n', ';a=b\r\n')}0\r\nx: ${planted}\r\n\r\n`),
  ),
  kind('two lengths', lost, raw(head('200 OK', 'content-length: 2', 'content-length: 5'), '{}')),
  kind(
    'a length and chunks',
    ['ok', ...lost],
    raw(head('200 OK', 'content-length: 3', 'transfer-encoding: chunked'), ({ page }) => `${chunk(page)}0\r\n\r\n`),
  ),
  kind('a negative length', lost, raw(head('200 OK', 'content-length: -5'), '{}')),
  kind('a length that is a word', lost, raw(head('200 OK', 'content-length: many'), '{}')),
  kind(
    'a length that is too small',
    lost,
    raw(head('200 OK', 'content-length: 20'), ({ page }) => page),
  ),
  kind(
    'more behind the body',
    ['ok', ...lost],
    raw(
      ({ page }) => withLength(page),
      () => withLength(`{"${planted}":1}`),
    ),
  ),
  kind(
    'no length, until the end',
    ['ok'],
    raw(head('200 OK'), ({ page }) => page),
  ),
  kind(
    'HTTP/1.0',
    ['ok'],
    raw('HTTP/1.0 200 OK\r\n\r\n', ({ page }) => page),
  ),
  kind('HTTP/0.9', lost, raw('{}')),
  kind('a frame of HTTP/2', lost, raw(Buffer.from('00001204000000000000030000006400040010000000060000', 'hex'))),
  kind('another protocol', lost, raw('SSH-2.0-OpenSSH_9.7\r\n')),
  kind('an odd version', lost, raw('HTTP/9.7 200 OK\r\ncontent-length: 2\r\n\r\n{}')),
  kind('a header of 100 KB', lost, raw(head('200 OK', `x: ${'a'.repeat(100_000)}`), '{}')),
  kind('a header with NUL', lost, raw(head('200 OK', 'x: a\0b', 'content-length: 2'), '{}')),
  kind('a header without a name', lost, raw(head('200 OK', ': x', 'content-length: 2'), '{}')),
  kind(
    'a folded header',
    ['ok', ...lost],
    raw(head('200 OK', 'x: a', ' b', 'connection: close'), ({ page }) => page),
  ),
];

const interim = (...heads: string[]) => raw(heads.join(''), ({ page }) => withLength(page));

/** Interim responses, which the request did not ask for. */
const interimKinds: readonly FaultKind[] = [
  kind('100 Continue before the page', ['ok'], interim(head('100 Continue'))),
  kind('100 Continue twice before the page', ['ok'], interim(head('100 Continue', 'date: x'), head('100 Continue'))),
  kind('102 Processing before the page', ['ok'], interim(head('102 Processing'))),
  kind('103 Early Hints before the page', ['ok'], interim(head('103 Early Hints', 'link: </x>'))),
  kind('100, 103 and 100 before the page', ['ok'], interim(head('100 Continue'), head('103 Early Hints'), head('100 Continue'))),
  kind('100 Continue alone', [...lost, 'timeout'], raw(head('100 Continue'))),
  kind('a hundred 100 Continue', [...lost, 'timeout'], raw(...Array.from({ length: 100 }, () => head('100 Continue')))),
];

/** Servers that do not speak TLS where it is expected. */
const tlsKinds: readonly FaultKind[] = [
  { name: 'plain HTTP where TLS is expected', codes: lost, isTls: true, connect: socket => void socket.end(`${head('200 OK')}{}`) },
  { name: 'TLS that closes', codes: lost, isTls: true, connect: socket => void socket.destroy() },
  {
    name: 'a TLS alert',
    codes: lost,
    isTls: true,
    connect: socket => void socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex'))),
  },
  {
    name: 'a cut TLS record',
    codes: lost,
    isTls: true,
    connect: socket => void socket.once('data', () => socket.end(Buffer.from('1603030100020000', 'hex'))),
  },
  { name: 'TLS that says nothing', codes: ['timeout', 'network'], isTls: true, connect: socket => void socket.resume() },
];

/** Kinds of the connection and of the framing of messages. */
export const transportKinds: readonly FaultKind[] = [...slowKinds, ...cutKinds, ...framingKinds, ...interimKinds, ...tlsKinds];
