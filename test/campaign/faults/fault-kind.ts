// What a kind of fault is, and how faults write their answers.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '@linekeeper/core';

/** Part of every text, credential and row that a fault sends: no surface may show it. */
export const planted = 'PLANTED';

/** A text of a provider, as an error page or a message may have it. */
export const plantedText = `${planted}-UPSTREAM-TEXT http://secret.example/?token=${planted} <b>`;

/** A provider's name, as settings have it. */
export type ProviderName = 'callgear' | 'telecomx' | 'exolve';

/** A code that a fault may lead to; `ok` where the rows may be read. */
export type FaultCode = ErrorCode | 'ok';

/** A request that meets a fault. */
export interface FaultyRequest {
  response: ServerResponse;
  socket: Socket;
  /** The body that the provider would have sent. */
  page: string;
  /** The credential of the request, which a fault may repeat. */
  credential: string;
}

/** One way in which a provider, or a gateway before it, may fail. */
export interface FaultKind {
  name: string;
  /** The codes that the contract allows, by provider where they differ. */
  codes: readonly FaultCode[] | Readonly<Record<ProviderName, readonly FaultCode[]>>;
  /** Answers a request. */
  respond?: (request: FaultyRequest) => void;
  /** Takes a connection, before any request. The accounts then have an `https:` URL where `isTls` is set. */
  connect?: (socket: Socket) => void;
  isTls?: true;
  /** True where answers are so large that other calls of this process wait for them. */
  isLarge?: true;
  /** True where the provider asks for a pause, so that later calls may be answered with `rate_limited`. */
  pauses?: true;
}

/** The codes that a kind allows at a provider. */
export const getCodes = ({ codes }: FaultKind, provider: ProviderName): readonly FaultCode[] => {
  if ('callgear' in codes) return codes[provider];
  return codes;
};

/** Codes that hold at one provider, since only its error format says so, and those of the others. */
export function codesAt(provider: ProviderName, own: readonly FaultCode[], others: readonly FaultCode[]) {
  return { callgear: others, telecomx: others, exolve: others, [provider]: own };
}

/** Sends a response. A text may depend on the request. */
export const send =
  (body: string | Buffer | ((request: FaultyRequest) => string | Buffer), status = 200, headers: Record<string, string> = {}) =>
  (request: FaultyRequest): void => {
    const bytes = typeof body === 'function' ? body(request) : body;
    request.response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(bytes);
  };

/** Writes to the socket, without the HTTP server's checks, and closes it. */
export const raw =
  (...parts: (string | Buffer | ((request: FaultyRequest) => string))[]) =>
  (request: FaultyRequest): void => {
    const bytes = parts.map(part => Buffer.from(typeof part === 'function' ? part(request) : part));
    request.socket.end(Buffer.concat(bytes));
  };

/** Writes a part every few milliseconds until the socket is closed. */
export function drip(socket: Socket, next: (index: number) => string | Buffer, intervalMs = 50): void {
  let index = 0;
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(next(index++))), intervalMs);
  socket.on('close', () => clearInterval(timer));
}

/** The head of a response. */
export const head = (status: string, ...headers: string[]) => `HTTP/1.1 ${[status, ...headers].join('\r\n')}\r\n\r\n`;
