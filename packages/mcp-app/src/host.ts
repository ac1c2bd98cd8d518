// JSON-RPC with the host, which is the window around this page; what any other window says is not heard.
import { type Fields, fieldsOf, isFields, textAt } from './json-values.ts';

export interface Host {
  /** Rejects with a sentence where the host refuses or says nothing. */
  request(method: string, params: Fields): Promise<unknown>;
  notify(method: string, params?: Fields): void;
}

export interface Hearing {
  /** Notifications, by method. */
  told: Readonly<Record<string, (params: Fields) => void>>;
  /** Requests that are answered with an empty result. */
  asked: Readonly<Record<string, () => void>>;
}

/** A host may ask its user before it answers, in milliseconds. */
const patience = 120_000;

const noSuchMethod = { code: -32601, message: 'Method not found' };

const own = <T>(handlers: Readonly<Record<string, T>>, method: string): T | undefined =>
  Object.hasOwn(handlers, method) ? handlers[method] : undefined;

export function hostAround({ told, asked }: Hearing): Host {
  const waiting = new Map<unknown, (message: Fields) => void>();
  // A host's origin is not known beforehand, and what is sent came from it.
  const send = (message: Fields) => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || !isFields(data) || data.jsonrpc !== '2.0') return;
    const { id, method } = data;
    if (typeof method !== 'string') return waiting.get(id)?.(data);
    if (id === undefined) return own(told, method)?.(fieldsOf(data.params));
    const answer = own(asked, method);
    answer?.();
    send(answer === undefined ? { id, error: noSuchMethod } : { id, result: {} });
  });
  let last = 0;
  return {
    notify: (method, params = {}) => send({ method, params }),
    request(method, params) {
      const id = ++last;
      send({ id, method, params });
      return new Promise<unknown>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('Nothing has come back from the host.')), patience);
        waiting.set(id, message => {
          clearTimeout(late);
          if ('error' in message) reject(refusalIn(message));
          else resolve(message.result);
        });
      }).finally(() => waiting.delete(id));
    },
  };
}

const refusalIn = ({ error }: Fields) => new Error(`The host has refused: ${textAt(fieldsOf(error), 'message') || 'it gave no reason.'}`);
