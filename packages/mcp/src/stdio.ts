// MCP over stdio. Requests that were read before the input ended are still answered.
import { type Readable, Transform, type TransformCallback, type Writable } from 'node:stream';
import { escapeControlCharacters } from '@linekeeper/core';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { MessageSplitter } from './message-splitter.ts';
import { isTooDeep, tooDeepMessage } from './normalize-message.ts';
import { createServerFactory } from './server.ts';
import type { McpServerContext } from './server-context.ts';

/** Resolves when the input has ended and every request is answered, or when the client closes the output. */
export function serveOverStdio(serverContext: McpServerContext, input: Readable, output: Writable): Promise<void> {
  return new Promise(resolve => {
    const escaping = new EscapeTransform();
    escaping.pipe(output);
    const transport = new DrainingStdioTransport(input, escaping);
    serveStdio(createServerFactory(serverContext), { transport, onerror: error => serverContext.log(`mcp: ${describeError(error)}`) });
    transport.onceClosed(() => escaping.end(resolve));
  });
}

/** Escapes characters that are valid in JSON but that line readers and terminals interpret. */
class EscapeTransform extends Transform {
  constructor() {
    super({ decodeStrings: false });
  }

  override _transform(chunk: unknown, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, escapeControlCharacters(String(chunk)));
  }
}

/** The SDK's stdio transport, except that the end of input waits for requests in flight. */
class DrainingStdioTransport implements Transport {
  readonly #transport: StdioServerTransport;
  readonly #inFlight = new Set<string | number>();
  #onDrained: (() => void) | undefined;
  #onClosed: () => void = () => {};
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];

  constructor(input: Readable, output: Writable) {
    // `setImmediate` lets the transport deliver the last message before the drain counts requests in flight.
    const draining = new MessageSplitter(
      done => setImmediate(() => this.#drain(done)),
      head => output.write(`${JSON.stringify(refuseLine(head))}\n`),
    );
    this.#transport = new StdioServerTransport(input.pipe(draining), output);
    this.#transport.onmessage = message => this.#receive(message);
    this.#transport.onerror = error => this.onerror?.(error);
    this.#transport.onclose = () => {
      this.onclose?.();
      this.#onClosed();
    };
  }

  onceClosed(callback: () => void): void {
    this.#onClosed = callback;
  }

  start = () => this.#transport.start();
  close = () => this.#transport.close();

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#transport.send(message);
    if ('id' in message && !('method' in message) && message.id !== undefined) this.#settle(message.id);
  }

  #receive(message: JSONRPCMessage): void {
    if (isTooDeep(message)) {
      this.#refuse(message);
      return;
    }
    // Not waited for: subscriptions, which stay open, and canceled requests, which get no response.
    if ('method' in message && 'id' in message && message.method !== 'subscriptions/listen') this.#inFlight.add(message.id);
    if ('method' in message && message.method === 'notifications/cancelled') this.#forget(message.params?.requestId);
    this.onmessage?.(message);
  }

  #refuse(message: JSONRPCMessage): void {
    if (!('method' in message && 'id' in message)) return;
    void this.#transport.send({ jsonrpc: '2.0', id: message.id, error: { code: -32_600, message: tooDeepMessage } });
  }

  #forget(id: unknown): void {
    if (typeof id === 'string' || typeof id === 'number') this.#settle(id);
  }

  #settle(id: string | number): void {
    this.#inFlight.delete(id);
    if (this.#inFlight.size === 0) this.#onDrained?.();
  }

  #drain(done: () => void): void {
    this.#onDrained = done;
    if (this.#inFlight.size === 0) done();
  }
}

/** The members that clients write before the id of a request. */
const requestId = /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?(?:"method"\s*:\s*"[\w/]{1,50}"\s*,\s*)?"id"\s*:\s*(\d{1,15}|"[\w-]{1,100}")/;

/** The error for a line that is too long, with the id of its request if the line begins with it. */
const refuseLine = (head: string) => ({
  jsonrpc: '2.0',
  id: JSON.parse(requestId.exec(head)?.[1] ?? 'null') as unknown,
  error: { code: -32_600, message: 'The message is larger than 10 MiB.' },
});

/** The first line of the SDK's message. Parse and validation errors, which quote the input, are replaced. */
const describeError = ({ name, message }: Error): string =>
  name === 'SyntaxError' || /^\s*[[{]/.test(message) ? 'ignored a line that is not a JSON-RPC message' : (message.split('\n', 1)[0] ?? '');
