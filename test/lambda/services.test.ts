// The Secrets Manager and SQS clients, with the same tests against the fake services and against moto.
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { parseJsonConfig } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import type { Job } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { CachedSecret } from '../../packages/lambda/src/cached-secret.ts';
import { createSqsQueue } from '../../packages/lambda/src/queue.ts';
import { createSecretsManagerStore } from '../../packages/lambda/src/secrets-manager.ts';
import { startFakeAws } from './aws.ts';
import { hasMoto, reportSkipped, startMoto } from './moto.ts';

/** What the tests do with the services, apart from the code under test. */
interface Services {
  /** Creates the queue; returns its URL. */
  createQueue(): Promise<string>;
  putSecret(name: string, text: string): Promise<void>;
  /** Creates a secret without a value. */
  createSecret(name: string): Promise<void>;
  /** Receives the bodies of the messages in the queue. */
  receiveMessages(url: string): Promise<string[]>;
}

const fakeAws = await startFakeAws();
const fakeServices: Services = {
  createQueue: async () => fakeAws.environment.QUEUE_URL ?? '',
  putSecret: async (name, text) => void fakeAws.secrets.set(name, text),
  createSecret: async name => void fakeAws.secrets.delete(name),
  receiveMessages: async () => fakeAws.takeMessages().map(({ body }) => body),
};

const createMotoServices = (): Services => {
  const [secrets, queues] = [new SecretsManagerClient({}), new SQSClient({})];
  return {
    createQueue: async () =>
      (await queues.send(new CreateQueueCommand({ QueueName: 'questions.fifo', Attributes: { FifoQueue: 'true' } }))).QueueUrl ?? '',
    putSecret: async (SecretId, SecretString) => void (await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }))),
    createSecret: async Name => void (await secrets.send(new CreateSecretCommand({ Name }))),
    receiveMessages: async QueueUrl =>
      ((await queues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? []).map(({ Body = '' }) => Body),
  };
};

const urls = { fake: fakeAws.url, moto: hasMoto ? await startMoto() : '' };
reportSkipped('Secrets Manager and SQS of moto');

describe.each([
  ['fake', true],
  ['moto', hasMoto],
] as const)('the clients with %s services', (name, isAvailable) => {
  const useServices = (): Services => {
    Object.assign(process.env, fakeAws.environment, { AWS_ENDPOINT_URL: urls[name] });
    return name === 'fake' ? fakeServices : createMotoServices();
  };
  const createSecret = (secret: string, logged: string[] = []) =>
    new CachedSecret({
      name: secret,
      store: createSecretsManagerStore(),
      parse: text => parseJsonConfig(text, `The secret ${secret}`, 'an object'),
      clock: systemClock,
      log: message => void logged.push(message),
    });

  it.runIf(isAvailable)('report a secret that does not exist or has no value', async () => {
    const services = useServices();
    await expect(createSecret('nowhere').get()).rejects.toMatchObject({ code: 'config', message: expect.stringContaining('nowhere') });
    await services.createSecret('empty');
    await expect(createSecret('empty').get()).rejects.toMatchObject({ code: 'config', message: expect.stringContaining('empty') });
  });

  it.runIf(isAvailable)('read the newest value on refresh', async () => {
    const services = useServices();
    await services.createSecret('example');
    await services.putSecret('example', '{"key": 1}');
    const secret = createSecret('example');
    expect(await Promise.all([secret.get(), secret.get()])).toEqual([{ key: 1 }, { key: 1 }]);
    await services.putSecret('example', '{"key": 2}');
    expect(await secret.get()).toEqual({ key: 1 });
    expect(await secret.refresh()).toEqual({ key: 2 });
    await services.putSecret('example', '{"key"');
    const logged: string[] = [];
    await expect(createSecret('example', logged).get()).rejects.toMatchObject({
      code: 'config',
      message: 'The secret example is not valid JSON (line 1, column 7). It must be an object. Found there: the end. Expected: ":".',
    });
    expect(logged).toEqual([expect.stringMatching(/^config: The secret example is not valid JSON \(line 1, column 7\)/)]);
  });

  it.runIf(isAvailable)('queue a job once if it is sent several times', async () => {
    const services = useServices();
    const url = await services.createQueue();
    const queue = createSqsQueue(url, 1_000);
    const job: Job = {
      key: 'a'.repeat(64),
      askedAt: 1,
      user: 'U0',
      access: ['*'],
      responseUrl: 'https://hooks.slack.com/x',
      by: 'command',
      task: { do: 'notify', textLines: ['Åse'] },
    };
    for (let times = 0; times < 3; times++) await queue.send(job);
    await queue.send({ ...job, key: 'b'.repeat(64), task: { do: 'notify', textLines: ['Bo'] } });
    const jobs = (await services.receiveMessages(url)).map(body => JSON.parse(body));
    expect(jobs.map(({ key, task }) => [key[0], task.textLines])).toEqual([
      ['a', ['Åse']],
      ['b', ['Bo']],
    ]);
  });
});
