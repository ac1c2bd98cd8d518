// Leaves out interim responses (`100 Continue`, `103 Early Hints`), which some gateways send unasked before a response.
import type { Socket } from 'node:net';

/** The beginning of an interim response. `101` is final: the connection then speaks another protocol. */
const interimStart = /^HTTP\/1\.[01] 1(?!01)\d\d /;
const startBytes = 'HTTP/1.1 100 '.length;

/** What may become such a beginning. */
const partialStart = /^(?:H|HT|HTT|HTTP|HTTP\/|HTTP\/1|HTTP\/1\.|HTTP\/1\.[01]|HTTP\/1\.[01] (?:1\d{0,2})?)$/;

const headEnd = Buffer.from('\r\n\r\n');

/** A head that goes on is not held back for longer than this. */
const maxHeadBytes = 16 * 1024;

/** Skips the interim responses of a socket: undici takes an unasked `100 Continue` for an error. They come between a request and its response. */
export function skipInterimResponses(socket: Socket): void {
  const read: Socket['read'] = socket.read.bind(socket);
  let waiting: Buffer | undefined;
  /** What had been written when the last response began: as long as it is the same, no other response can begin. */
  let answeredBytes = -1;
  socket.read = size => {
    for (;;) {
      // A socket without an encoding is read as buffers.
      const chunk: Buffer | null = read(size);
      if (chunk === null || socket.bytesWritten === answeredBytes) return chunk;
      const rest = cutInterimResponses(waiting === undefined ? chunk : Buffer.concat([waiting, chunk]));
      waiting = isUndecided(rest) ? rest : undefined;
      if (waiting !== undefined) continue;
      answeredBytes = socket.bytesWritten;
      return rest;
    }
  };
}

/** The bytes behind all complete interim responses. */
function cutInterimResponses(bytes: Buffer): Buffer {
  let rest = bytes;
  while (isInterim(rest)) {
    const end = rest.indexOf(headEnd);
    if (end === -1) break;
    rest = rest.subarray(end + headEnd.length);
  }
  return rest;
}

const readStart = (bytes: Buffer): string => bytes.toString('latin1', 0, startBytes);

const isInterim = (bytes: Buffer): boolean => interimStart.test(readStart(bytes));

/** True if only what follows tells whether this is an interim response, or where it ends. */
const isUndecided = (bytes: Buffer): boolean =>
  bytes.length < maxHeadBytes && (bytes.length === 0 || isInterim(bytes) || partialStart.test(bytes.toString('latin1', 0, startBytes + 1)));
