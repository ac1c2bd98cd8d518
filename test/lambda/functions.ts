// A built function in an environment of its own, as Lambda would keep one warm.
import { fork } from 'node:child_process';
import { afterAll } from 'vitest';
import type { Message } from './aws.ts';

export interface LambdaFunction {
  /** Invokes it; rejects where the handler throws. */
  // biome-ignore lint/suspicious/noExplicitAny: a result is whatever came; each test says what it must be.
  invoke(event: unknown, time?: number, clientContext?: object): Promise<any>;
  /** What it has written. */
  log(): string;
}

export async function functionNamed(name: string, environment: Record<string, string>): Promise<LambdaFunction> {
  const bundle = `${import.meta.dirname}/../../packages/lambda/dist/${name}/index.mjs`;
  const child = fork(`${import.meta.dirname}/environment.mjs`, [bundle], { env: environment, silent: true });
  afterAll(() => void child.kill());
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', text => {
      log += text;
    });
  }
  const next = () =>
    new Promise<{ result?: unknown; error?: string }>(resolve => child.once('message', message => resolve(message as object)));
  await next();
  return {
    async invoke(event, time = 30_000, clientContext = {}) {
      child.send({ event, time, clientContext });
      const { result, error } = await next();
      if (error !== undefined) throw new Error(error);
      return result;
    },
    log: () => log,
  };
}

/** A request as API Gateway hands it over: bodies of forms come in base64. */
export const httpEvent = (path: string, { body, headers }: { body: Uint8Array; headers: Record<string, string> }, base64 = true) => ({
  version: '2.0',
  rawPath: path,
  headers,
  requestContext: { http: { method: 'POST', path } },
  body: base64 ? Buffer.from(body).toString('base64') : Buffer.from(body).toString(),
  isBase64Encoded: base64,
});

/** Messages as Lambda's poller hands them over. */
export const sqsEvent = (messages: readonly Message[], receives = 1) => ({
  Records: messages.map(({ id, body, group, deduplication }) => ({
    messageId: id,
    body,
    eventSource: 'aws:sqs',
    attributes: { ApproximateReceiveCount: String(receives), MessageGroupId: group, MessageDeduplicationId: deduplication },
  })),
});
