// A fake Lambda Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event for the function. */
export interface Invocation {
  event: unknown;
  /** Milliseconds since 1970. */
  deadlineMs: number;
  clientContext: object | undefined;
}

interface PendingInvocation extends Invocation {
  id: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Hands invocations to one execution environment, one at a time. */
export class RuntimeApi {
  /** Called when the environment reports an error during initialization. */
  onInitError: (error: Error) => void = () => {};
  readonly #queue: PendingInvocation[] = [];
  readonly #inFlight = new Map<string, PendingInvocation>();
  #nextPoll: ((invocation: PendingInvocation) => void) | undefined;
  readonly #server = createServer((request, response) => void this.#handleRequest(request, response));

  /** Listens on a free port; returns host and port. */
  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Resolves with the handler's result; rejects with the error that it throws. */
  invoke(invocation: Invocation): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const pending = { ...invocation, id: randomUUID(), resolve, reject };
      if (this.#nextPoll === undefined) this.#queue.push(pending);
      else this.#nextPoll(pending);
    });
  }

  /** Rejects all invocations, because the environment has ended. */
  rejectAll(reason: Error): void {
    this.#nextPoll = undefined;
    for (const { reject } of [...this.#inFlight.values(), ...this.#queue.splice(0)]) reject(reason);
    this.#inFlight.clear();
  }

  async #handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [, id = '', action] = /\/runtime\/(?:invocation\/)?([\w-]+)(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (id === 'next') return this.#handleNext(response);
    response.writeHead(202).end('{"status":"OK"}');
    const body = JSON.parse(Buffer.concat(chunks).toString());
    if (id === 'init') return this.onInitError(toError(body));
    const pending = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    if (action === 'response') pending?.resolve(body);
    else pending?.reject(toError(body));
  }

  #handleNext(response: ServerResponse): void {
    const deliver = (pending: PendingInvocation) => {
      this.#nextPoll = undefined;
      this.#inFlight.set(pending.id, pending);
      const { id, deadlineMs, clientContext, event } = pending;
      response.setHeader('lambda-runtime-aws-request-id', id);
      response.setHeader('lambda-runtime-deadline-ms', String(deadlineMs));
      if (clientContext !== undefined) response.setHeader('lambda-runtime-client-context', JSON.stringify(clientContext));
      response.end(JSON.stringify(event));
    };
    const pending = this.#queue.shift();
    if (pending === undefined) this.#nextPoll = deliver;
    else deliver(pending);
  }
}

const toError = ({ errorType, errorMessage }: Record<string, string>): Error => Object.assign(new Error(errorMessage), { name: errorType });
