// Opens the sockets of undici: directly or through the proxy, within the time of one attempt, and closed as soon as the attempt ends.
import { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { maxAttemptMs } from '../deadline.ts';
import { isProxied, openTunnel, type ProxySettings } from './proxy.ts';

/** How sockets are opened. */
export interface ConnectorOptions {
  /** Opens a socket, or secures the one that it is given. */
  connect: buildConnector.connector;
  proxy: ProxySettings | undefined;
  /** The signal of the attempt that is being dispatched. */
  getSignal(): AbortSignal | undefined;
}

/**
 * Creates the function that opens sockets. Undici itself goes on connecting after an abort, and its proxy client waits for five minutes:
 * here DNS, TCP, the proxy's answer and TLS all end with the attempt that wanted them.
 */
export function createConnector({ connect, proxy, getSignal }: ConnectorOptions): buildConnector.connector {
  return (options, callback) => {
    const signal = getSignal();
    const controller = new AbortController();
    const abort = () => controller.abort();
    const timer = setTimeout(abort, maxAttemptMs);
    timer.unref();
    signal?.addEventListener('abort', abort, { once: true });
    let isDone = false;
    const finish: buildConnector.Callback = (...outcome) => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      const [, socket] = outcome;
      if (socket instanceof Socket) skipContinueResponses(socket);
      callback(...outcome);
    };
    const open = (httpSocket?: Socket) => {
      // The socket is returned, although the type does not say so.
      const socket: unknown = connect(httpSocket === undefined ? options : { ...options, httpSocket }, finish);
      const destroy = () => socket instanceof Socket && !isDone && socket.destroy(connectTimeoutError());
      controller.signal.addEventListener('abort', destroy, { once: true });
      if (controller.signal.aborted) destroy();
    };
    const target = { hostname: options.hostname, port: Number(options.port || 443) };
    if (proxy === undefined || options.protocol !== 'https:' || !isProxied(target, proxy)) return open();
    openTunnel(proxy, target, controller.signal).then(open, error => finish(error, null));
  };
}

/** Any code but that of a closed socket, after which undici would connect again. */
const connectTimeoutError = () => Object.assign(new Error('The attempt ended.'), { code: 'ETIMEDOUT' });

const continueResponse = Buffer.from('HTTP/1.1 100 ');
const headEnd = Buffer.from('\r\n\r\n');

/**
 * Leaves out `100 Continue`, which some gateways send unasked before a response: undici takes it for an error.
 * It always begins what is read after a request.
 */
function skipContinueResponses(socket: Socket): void {
  const read: Socket['read'] = socket.read.bind(socket);
  let waiting: Buffer | undefined;
  socket.read = size => {
    for (;;) {
      // A socket without an encoding is read as buffers.
      const chunk: Buffer | null = read(size);
      if (chunk === null) return null;
      const bytes = waiting === undefined ? chunk : Buffer.concat([waiting, chunk]);
      waiting = undefined;
      const rest = cutContinueResponses(bytes);
      if (rest.length > 0 && (!isContinueResponse(rest) || rest.length > maxHeadBytes)) return rest;
      if (rest.length > 0) waiting = rest;
    }
  };
}

/** The bytes behind all complete `100` responses. */
function cutContinueResponses(bytes: Buffer): Buffer {
  let rest = bytes;
  while (isContinueResponse(rest)) {
    const end = rest.indexOf(headEnd);
    if (end === -1) break;
    rest = rest.subarray(end + headEnd.length);
  }
  return rest;
}

const isContinueResponse = (bytes: Buffer): boolean => bytes.subarray(0, continueResponse.length).equals(continueResponse);

/** A head that goes on is not held back for longer than this. */
const maxHeadBytes = 16 * 1024;
