// Peers that accept a connection and never finish what they began: each keeps a client waiting at another place.
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A peer on loopback. */
export interface SilentPeer {
  /** The base URL to request. */
  url: string;
  /** The proxy to use; the base URL is then that of a host behind it. */
  proxy?: string;
  /** Sockets that clients hold open. */
  countSockets(): number;
  /** Answers new connections properly from now on, if it speaks plain HTTP. */
  recover(): void;
}

/** Where a peer stops, and how it is reached. */
export interface SilentPeerKind {
  name: string;
  scheme: 'http' | 'https';
  /** It is the proxy. */
  isProxy?: boolean;
  /** Handles a connection; it is called with the socket, and again never. */
  handle(socket: Socket): void;
}

/** Between two pieces of a dripping answer, in milliseconds. */
const dripMs = 20;

const silent = () => {};

const drip = (socket: Socket, start: string | Buffer, piece: string | Buffer) => {
  socket.write(start);
  const timer = setInterval(() => socket.write(piece), dripMs);
  socket.on('close', () => clearInterval(timer));
};

const onRequest = (respond: (socket: Socket) => void) => (socket: Socket) => void socket.once('data', () => respond(socket));

const status = 'HTTP/1.1 200 OK\r\n';
/** The header of a TLS record of a handshake with 16,000 bytes, which arrive one by one. */
const recordHeader = Buffer.from([0x16, 0x03, 0x03, 0x3e, 0x80, 0x02, 0x00, 0x3e, 0x7c]);

/** All kinds; DNS is the kind that a peer cannot be. */
export const silentPeerKinds: readonly SilentPeerKind[] = [
  { name: 'a server that accepts and says nothing', scheme: 'http', handle: silent },
  { name: 'a server that sends one byte', scheme: 'http', handle: onRequest(socket => socket.write('H')) },
  { name: 'a header that never ends', scheme: 'http', handle: onRequest(socket => drip(socket, `${status}x-a: `, 'a')) },
  {
    name: 'interim responses without end',
    scheme: 'http',
    handle: onRequest(socket => drip(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n')),
  },
  { name: 'a body that does not begin', scheme: 'http', handle: onRequest(socket => socket.write(`${status}content-length: 100\r\n\r\n`)) },
  {
    name: 'a body that drips',
    scheme: 'http',
    handle: onRequest(socket => drip(socket, `${status}content-length: 1000000\r\n\r\n{"a":"`, 'a')),
  },
  {
    name: 'chunks that drip',
    scheme: 'http',
    handle: onRequest(socket => drip(socket, `${status}transfer-encoding: chunked\r\n\r\n`, '1\r\n[\r\n')),
  },
  { name: 'a silent TLS handshake', scheme: 'https', handle: silent },
  {
    name: 'a TLS handshake that drips',
    scheme: 'https',
    handle: onRequest(socket => drip(socket, recordHeader, Buffer.from([0]))),
  },
  { name: 'a proxy that accepts and says nothing', scheme: 'https', isProxy: true, handle: silent },
  { name: 'a proxy whose answer drips', scheme: 'https', isProxy: true, handle: onRequest(socket => drip(socket, `${status}x-a: `, 'a')) },
  {
    name: 'a proxy with a silent TLS handshake behind it',
    scheme: 'https',
    isProxy: true,
    handle: onRequest(socket => socket.write(`${status}\r\n`)),
  },
];

/** Starts a peer, for the duration of the test, or until what `onEnd` registers is called. */
export async function startSilentPeer(
  { scheme, isProxy, handle }: SilentPeerKind,
  onEnd: (close: () => void) => void = onTestFinished,
): Promise<SilentPeer> {
  const sockets = new Set<Socket>();
  let isRecovered = false;
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', silent);
    if (isRecovered) socket.on('data', () => socket.end(`${status}connection: close\r\ncontent-length: 11\r\n\r\n{"sips":[]}`));
    else {
      // The end of a client is noticed only while its bytes are read.
      socket.resume();
      handle(socket);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the peer has no port');
  const peer = `127.0.0.1:${address.port}`;
  return {
    ...(isProxy ? { url: `${scheme}://provider.invalid`, proxy: `http://${peer}` } : { url: `${scheme}://${peer}` }),
    countSockets: () => sockets.size,
    recover: () => {
      isRecovered = true;
    },
  };
}
