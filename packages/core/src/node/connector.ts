// Opens the sockets of undici: directly or through the proxy, within the time of one attempt, and closed as soon as the attempt ends.
import { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { maxAttemptMs } from '../deadline.ts';
import { skipInterimResponses } from './interim-responses.ts';
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
      if (socket instanceof Socket) skipInterimResponses(socket);
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
