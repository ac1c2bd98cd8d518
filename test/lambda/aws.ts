// Fake Secrets Manager and SQS on loopback, with the wire protocol of the AWS SDK and injectable faults.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A message in the fake SQS queue. */
export interface QueuedMessage {
  id: string;
  body: string;
  groupId: string;
  deduplicationId: string;
}

/** An error response: HTTP status and exception type. */
interface ServiceError {
  status: number;
  type: string;
}

type ServiceRequest = Readonly<Record<string, string>>;

/** Serves both services on one port. A target is a service and operation, such as `AmazonSQS.SendMessage`. */
export class FakeAws {
  /** Secret texts by name. */
  readonly secrets = new Map<string, string | Buffer>();
  /** The messages in the queue. */
  readonly messages: QueuedMessage[] = [];
  /** The targets of all requests, in order. */
  readonly requestTargets: string[] = [];
  /** Errors that requests to a target get. */
  readonly errors = new Map<string, ServiceError>();
  /** Targets whose requests get no response. */
  readonly hangingTargets = new Set<string>();
  url = '';
  readonly #deduplicationIds = new Set<string>();
  readonly #server = createServer((request, response) => void this.#handleRequest(request, response));

  /** Listens on a free port and sets `url`. */
  async start(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Environment variables for a function that uses these services. */
  get environment(): Record<string, string> {
    return {
      AWS_REGION: 'eu-north-1',
      AWS_ACCESS_KEY_ID: 'fake-key-id',
      AWS_SECRET_ACCESS_KEY: 'fake-secret-key',
      AWS_ENDPOINT_URL: this.url,
      QUEUE_URL: `${this.url}/000000000000/questions.fifo`,
    };
  }

  /** Removes and returns all messages in the queue. */
  takeMessages(): QueuedMessage[] {
    return this.messages.splice(0);
  }

  async #handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const target = String(request.headers['x-amz-target']);
    this.requestTargets.push(target);
    if (this.hangingTargets.has(target)) return;
    const isSigned = String(request.headers.authorization).startsWith('AWS4-HMAC-SHA256 Credential=fake-key-id/');
    const error = isSigned ? this.errors.get(target) : { status: 403, type: 'MissingAuthenticationToken' };
    const result = error ?? this.#dispatch(target, JSON.parse(Buffer.concat(chunks).toString()));
    const [status, body] =
      'status' in result ? [Number(result.status), { __type: result.type, message: 'a message with details' }] : [200, result];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  }

  #dispatch(target: string, request: ServiceRequest): ServiceError | Record<string, string> {
    switch (target) {
      case 'secretsmanager.GetSecretValue': {
        const text = this.secrets.get(request.SecretId ?? '');
        return text === undefined
          ? { status: 400, type: 'ResourceNotFoundException' }
          : {
              Name: request.SecretId ?? '',
              ...(typeof text === 'string' ? { SecretString: text } : { SecretBinary: text.toString('base64') }),
            };
      }
      case 'AmazonSQS.SendMessage':
        return this.#enqueue(request);
      default:
        return { status: 400, type: 'UnknownOperationException' };
    }
  }

  #enqueue({
    QueueUrl = '',
    MessageBody: body = '',
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
  }: ServiceRequest): ServiceError | Record<string, string> {
    if (!QueueUrl.endsWith('.fifo') || !isId(groupId) || !isId(deduplicationId)) return { status: 400, type: 'InvalidParameterValue' };
    const id = randomUUID();
    if (!this.#deduplicationIds.has(deduplicationId)) this.messages.push({ id, body, groupId, deduplicationId });
    this.#deduplicationIds.add(deduplicationId);
    return { MessageId: id, MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
  }
}

/** True for texts that SQS accepts as a message group id or deduplication id. */
const isId = (text: string | undefined): text is string => /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/.test(text ?? '');

/** Starts the fake services for the current test file. */
export async function startFakeAws(): Promise<FakeAws> {
  const services = new FakeAws();
  await services.start();
  afterAll(() => services.close());
  return services;
}
