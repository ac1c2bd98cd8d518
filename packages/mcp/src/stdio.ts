// The server on standard input and output: what was asked before the input ended is still answered.
import { type Readable, Transform, type TransformCallback, type Writable } from 'node:stream';
import { escaped } from '@linekeeper/core';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { serverFactory } from './server.ts';
import type { Serving } from './server-context.ts';

/** Serves until the input ends and every request is answered, or the client closes the output. */
export function serveOverStdio(serving: Serving, input: Readable, output: Writable): Promise<void> {
  return new Promise(resolve => {
    const inert = new Inert();
    inert.pipe(output);
    const transport = new PatientTransport(input, inert);
    serveStdio(serverFactory(serving), { transport, onerror: error => serving.log(`mcp: ${reasonOf(error)}`) });
    transport.whenClosed(() => inert.end(resolve));
  });
}

/** Writes as escapes what JSON leaves raw but readers of lines, and terminals, act on. */
class Inert extends Transform {
  constructor() {
    super({ decodeStrings: false });
  }

  override _transform(chunk: unknown, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, escaped(String(chunk)));
  }
}

/** The SDK's transport, whose end of input waits for the requests under way. */
class PatientTransport implements Transport {
  readonly #wire: StdioServerTransport;
  readonly #underWay = new Set<string | number>();
  #ended: (() => void) | undefined;
  #closed: () => void = () => {};
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];

  constructor(input: Readable, output: Writable) {
    const end = (done: () => void) => this.#end(done);
    const delayed = new Transform({
      transform: (chunk, _encoding, done) => done(null, chunk),
      flush(done) {
        // A last line may lack its end; and what was read last is delivered before anyone asks what is under way.
        this.push('\n');
        setImmediate(end, done);
      },
    });
    this.#wire = new StdioServerTransport(input.pipe(delayed), output);
    this.#wire.onmessage = message => this.#receive(message);
    this.#wire.onerror = error => this.onerror?.(error);
    this.#wire.onclose = () => {
      this.onclose?.();
      this.#closed();
    };
  }

  whenClosed(then: () => void): void {
    this.#closed = then;
  }

  start = () => this.#wire.start();
  close = () => this.#wire.close();

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#wire.send(message);
    if ('id' in message && !('method' in message) && message.id !== undefined) this.#settle(message.id);
  }

  #receive(message: JSONRPCMessage): void {
    // A subscription is never answered while it lasts, and a cancelled request not at all.
    if ('method' in message && 'id' in message && message.method !== 'subscriptions/listen') this.#underWay.add(message.id);
    if ('method' in message && message.method === 'notifications/cancelled') this.#forget(message.params?.requestId);
    this.onmessage?.(message);
  }

  #forget(id: unknown): void {
    if (typeof id === 'string' || typeof id === 'number') this.#settle(id);
  }

  #settle(id: string | number): void {
    this.#underWay.delete(id);
    if (this.#underWay.size === 0) this.#ended?.();
  }

  #end(done: () => void): void {
    this.#ended = done;
    if (this.#underWay.size === 0) done();
  }
}

/** The SDK's word for it, without what the line held: for a line that is no message it is a list of all that is wrong with it. */
const reasonOf = ({ name, message }: Error): string =>
  name === 'SyntaxError' || /^\s*[[{]/.test(message)
    ? 'a line was passed over: it is no message of JSON-RPC'
    : (message.split('\n', 1)[0] ?? '');
