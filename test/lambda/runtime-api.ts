// The Runtime API as a function's environment sees it: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Invocation {
  event: unknown;
  /** Milliseconds since 1970. */
  deadline: number;
  clientContext: object | undefined;
}

interface Waiting extends Invocation {
  id: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class RuntimeApi {
  /** Told of a crash before the first event. */
  onInitError: (error: Error) => void = () => {};
  readonly #queue: Waiting[] = [];
  readonly #underWay = new Map<string, Waiting>();
  #asking: ((invocation: Waiting) => void) | undefined;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  /** Host and port. */
  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The handler's result; rejects with what it throws. */
  invoke(invocation: Invocation): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const waiting = { ...invocation, id: randomUUID(), resolve, reject };
      if (this.#asking === undefined) this.#queue.push(waiting);
      else this.#asking(waiting);
    });
  }

  /** The environment is gone: what it was at has failed, and nobody asks any more. */
  drop(reason: Error): void {
    this.#asking = undefined;
    for (const { reject } of [...this.#underWay.values(), ...this.#queue.splice(0)]) reject(reason);
    this.#underWay.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [, id = '', what] = /\/runtime\/(?:invocation\/)?([\w-]+)(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (id === 'next') return this.#next(response);
    response.writeHead(202).end('{"status":"OK"}');
    const body = JSON.parse(Buffer.concat(chunks).toString());
    if (id === 'init') return this.onInitError(errorIn(body));
    const waiting = this.#underWay.get(id);
    this.#underWay.delete(id);
    if (what === 'response') waiting?.resolve(body);
    else waiting?.reject(errorIn(body));
  }

  #next(response: ServerResponse): void {
    const give = (waiting: Waiting) => {
      this.#asking = undefined;
      this.#underWay.set(waiting.id, waiting);
      const { id, deadline, clientContext, event } = waiting;
      response.setHeader('lambda-runtime-aws-request-id', id);
      response.setHeader('lambda-runtime-deadline-ms', String(deadline));
      if (clientContext !== undefined) response.setHeader('lambda-runtime-client-context', JSON.stringify(clientContext));
      response.end(JSON.stringify(event));
    };
    const waiting = this.#queue.shift();
    if (waiting === undefined) this.#asking = give;
    else give(waiting);
  }
}

const errorIn = ({ errorType, errorMessage }: Record<string, string>): Error => Object.assign(new Error(errorMessage), { name: errorType });
