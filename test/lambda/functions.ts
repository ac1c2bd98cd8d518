// Runs a built function in a child process through a fake Runtime API, as Lambda would, and creates events for it.
import { type ChildProcess, spawn } from 'node:child_process';
import type { QueuedMessage } from './aws.ts';
import { RuntimeApi } from './runtime-api.ts';

/** A function and its execution environment. */
export interface LambdaFunction {
  /** Invokes it with a timeout in milliseconds; rejects if the handler throws, times out or crashes. */
  // biome-ignore lint/suspicious/noExplicitAny: a result is unvalidated JSON; each test asserts its shape.
  invoke(event: unknown, timeoutMs?: number, clientContext?: object): Promise<any>;
  /** Its stdout and stderr so far. */
  log(): string;
  /** The process of the execution environment; undefined before its first event, and after its end. */
  getProcessId(): number | undefined;
  close(): void;
}

/** Starts one of the built functions, by name. */
export const startFunction = (name: string, environment: Record<string, string>): Promise<LambdaFunction> =>
  startBundle(`${import.meta.dirname}/../../packages/lambda/dist/${name}/index.mjs`, environment);

/** Starts a bundle. The environment stays warm between events; one that crashes or times out is replaced at the next event. */
export async function startBundle(bundle: string, environment: Record<string, string>): Promise<LambdaFunction> {
  const api = new RuntimeApi();
  const host = await api.start();
  let child: ChildProcess | undefined;
  let log = '';
  const start = (): ChildProcess => {
    const env = { ...environment, AWS_LAMBDA_RUNTIME_API: host };
    const started = spawn(process.execPath, [`${import.meta.dirname}/environment.mjs`, bundle], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', text => {
        log += text;
      });
    }
    started.on('exit', code => {
      // An environment that timed out may already have a successor.
      if (child !== started) return;
      child = undefined;
      api.rejectAll(new Error(`the environment ended with ${code}`));
    });
    return started;
  };
  api.onInitError = error => api.rejectAll(error);
  const close = () => {
    child?.kill();
    api.close();
  };
  return {
    close,
    async invoke(event, timeoutMs = 30_000, clientContext) {
      child ??= start();
      const invoked = child;
      const result = api.invoke({ event, deadlineMs: Date.now() + timeoutMs, clientContext });
      const timer = setTimeout(() => {
        if (child === invoked) child = undefined;
        api.rejectAll(new Error(`Task timed out after ${timeoutMs} ms`));
        invoked.kill('SIGKILL');
      }, timeoutMs);
      return await result.finally(() => clearTimeout(timer));
    },
    log: () => log,
    getProcessId: () => child?.pid,
  };
}

/** An API Gateway event for a POST request; API Gateway encodes form bodies in base64. */
export const createHttpEvent = (path: string, { body, headers }: { body: Uint8Array; headers: Record<string, string> }, base64 = true) => ({
  version: '2.0',
  rawPath: path,
  headers,
  requestContext: { http: { method: 'POST', path } },
  body: base64 ? Buffer.from(body).toString('base64') : Buffer.from(body).toString(),
  isBase64Encoded: base64,
});

/** An SQS event with a batch of messages, each received `receiveCount` times. */
export const createSqsEvent = (messages: readonly QueuedMessage[], receiveCount = 1) => ({
  Records: messages.map(({ id, body, groupId, deduplicationId }) => ({
    messageId: id,
    body,
    eventSource: 'aws:sqs',
    attributes: { ApproximateReceiveCount: String(receiveCount), MessageGroupId: groupId, MessageDeduplicationId: deduplicationId },
  })),
});
