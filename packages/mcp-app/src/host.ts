// JSON-RPC with the host, which is the parent window. Messages of other windows are ignored.
import { isJsonObject, type JsonObject, readText, toJsonObject } from './json-values.ts';

/** The MCP Apps host of this page. */
export interface Host {
  /** Resolves to the result. Rejects with a message for the user if the host returns an error or does not respond. */
  request(method: string, params: JsonObject): Promise<unknown>;
  /** Sends a notification. */
  notify(method: string, params?: JsonObject): void;
}

/** What the page handles, by method. */
export interface HostHandlers {
  /** Handlers of notifications. */
  notifications: Readonly<Record<string, (params: JsonObject) => void>>;
  /** Handlers of requests; the result is always empty. */
  requests: Readonly<Record<string, () => void>>;
}

/** Long, because a host may ask its user for approval. */
const requestTimeoutMs = 120_000;

const methodNotFound = { code: -32601, message: 'Method not found' };

const getHandler = <T>(handlers: Readonly<Record<string, T>>, method: string): T | undefined =>
  Object.hasOwn(handlers, method) ? handlers[method] : undefined;

/** Listens to the host from now on; requests without a handler get the error "Method not found". */
export function connectToHost({ notifications, requests }: HostHandlers): Host {
  const pending = new Map<unknown, (message: JsonObject) => void>();
  // The host's origin is unknown, and the messages contain only data that came from it.
  const send = (message: JsonObject) => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || !isJsonObject(data) || data.jsonrpc !== '2.0') return;
    const { id, method } = data;
    if (typeof method !== 'string') return pending.get(id)?.(data);
    if (id === undefined) return getHandler(notifications, method)?.(toJsonObject(data.params));
    const handler = getHandler(requests, method);
    handler?.();
    send(handler === undefined ? { id, error: methodNotFound } : { id, result: {} });
  });
  let lastId = 0;
  return {
    notify: (method, params = {}) => send({ method, params }),
    request(method, params) {
      const id = ++lastId;
      send({ id, method, params });
      return new Promise<unknown>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('The host did not respond.')), requestTimeoutMs);
        pending.set(id, message => {
          clearTimeout(timer);
          if ('error' in message) reject(toError(message));
          else resolve(message.result);
        });
      }).finally(() => pending.delete(id));
    },
  };
}

const toError = ({ error }: JsonObject) =>
  new Error(`The host refused the request: ${readText(toJsonObject(error), 'message') || 'no reason given.'}`);
