// A built function in an environment of its own, run through the Runtime API as Lambda would run it.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Message } from './aws.ts';
import { RuntimeApi } from './runtime-api.ts';

export interface LambdaFunction {
  /** Invokes it; rejects where the handler throws. */
  // biome-ignore lint/suspicious/noExplicitAny: a result is whatever came; each test says what it must be.
  invoke(event: unknown, time?: number, clientContext?: object): Promise<any>;
  /** What it has written. */
  log(): string;
  close(): void;
}

export const functionNamed = (name: string, environment: Record<string, string>): Promise<LambdaFunction> =>
  functionAt(`${import.meta.dirname}/../../packages/lambda/dist/${name}/index.mjs`, environment);

/** A bundle's function, kept warm, until nobody is left to give it events; an environment that crashes or is too slow is replaced at the next event. */
export async function functionAt(bundle: string, environment: Record<string, string>): Promise<LambdaFunction> {
  const api = new RuntimeApi();
  const host = await api.start();
  let child: ChildProcess | undefined;
  let log = '';
  const start = (): ChildProcess => {
    const env = { ...environment, AWS_LAMBDA_RUNTIME_API: host };
    const own = spawn(process.execPath, [`${import.meta.dirname}/environment.mjs`, bundle], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [own.stdout, own.stderr]) {
      stream.on('data', text => {
        log += text;
      });
    }
    own.on('exit', code => {
      // One that was ended for its slowness has its successor by now.
      if (child !== own) return;
      child = undefined;
      api.drop(new Error(`the environment ended with ${code}`));
    });
    return own;
  };
  api.onInitError = error => api.drop(error);
  const close = () => {
    child?.kill();
    api.close();
  };
  return {
    close,
    async invoke(event, time = 30_000, clientContext) {
      child ??= start();
      const own = child;
      const result = api.invoke({ event, deadline: Date.now() + time, clientContext });
      const timer = setTimeout(() => {
        if (child === own) child = undefined;
        api.drop(new Error(`Task timed out after ${time} ms`));
        own.kill('SIGKILL');
      }, time);
      return await result.finally(() => clearTimeout(timer));
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
