// Secrets Manager and SQS on loopback, speaking the wire protocol that the SDK's clients speak, with faults on request.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Message {
  id: string;
  body: string;
  group: string;
  deduplication: string;
}

/** A refusal as the services write it. */
interface Refusal {
  status: number;
  type: string;
}

type Call = Readonly<Record<string, string>>;

export class Aws {
  readonly secrets = new Map<string, string>();
  /** What the queue holds. */
  readonly messages: Message[] = [];
  /** The targets that were called, in order. */
  readonly calls: string[] = [];
  /** Refuses calls to a target. */
  readonly refusals = new Map<string, Refusal>();
  /** Targets whose calls are never answered. */
  readonly silent = new Set<string>();
  url = '';
  readonly #seen = new Set<string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The variables of a function that asks these services. */
  get environment(): Record<string, string> {
    return {
      AWS_REGION: 'eu-north-1',
      AWS_ACCESS_KEY_ID: 'fake-key-id',
      AWS_SECRET_ACCESS_KEY: 'fake-secret-key',
      AWS_ENDPOINT_URL: this.url,
      QUEUE_URL: `${this.url}/000000000000/questions.fifo`,
    };
  }

  /** Everything that waits, taken out. */
  take(): Message[] {
    return this.messages.splice(0);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const target = String(request.headers['x-amz-target']);
    this.calls.push(target);
    if (this.silent.has(target)) return;
    const isSigned = String(request.headers.authorization).startsWith('AWS4-HMAC-SHA256 Credential=fake-key-id/');
    const refusal = isSigned ? this.refusals.get(target) : { status: 403, type: 'MissingAuthenticationToken' };
    const answer = refusal ?? this.#do(target, JSON.parse(Buffer.concat(chunks).toString()));
    const [status, body] =
      'status' in answer ? [Number(answer.status), { __type: answer.type, message: 'a message with details' }] : [200, answer];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  }

  #do(target: string, call: Call): Refusal | Record<string, string> {
    switch (target) {
      case 'secretsmanager.GetSecretValue': {
        const text = this.secrets.get(call.SecretId ?? '');
        return text === undefined ? { status: 400, type: 'ResourceNotFoundException' } : { Name: call.SecretId ?? '', SecretString: text };
      }
      case 'AmazonSQS.SendMessage':
        return this.#enqueue(call);
      default:
        return { status: 400, type: 'UnknownOperationException' };
    }
  }

  #enqueue({
    QueueUrl = '',
    MessageBody: body = '',
    MessageGroupId: group,
    MessageDeduplicationId: deduplication,
  }: Call): Refusal | Record<string, string> {
    if (!QueueUrl.endsWith('.fifo') || !isId(group) || !isId(deduplication)) return { status: 400, type: 'InvalidParameterValue' };
    const id = randomUUID();
    if (!this.#seen.has(deduplication)) this.messages.push({ id, body, group, deduplication });
    this.#seen.add(deduplication);
    return { MessageId: id, MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
  }
}

/** What SQS takes as a group and for deduplication. */
const isId = (text: string | undefined): text is string => /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/.test(text ?? '');

/** The services for one file of tests. */
export async function aws(): Promise<Aws> {
  const services = new Aws();
  await services.start();
  afterAll(() => services.close());
  return services;
}
