// Secrets Manager and SQS as our clients meet them: the same sentences about our own stand-ins and about moto.
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '@linekeeper/core/node';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../packages/lambda/src/cached-secret.ts';
import { sqsQueue } from '../../packages/lambda/src/queue.ts';
import { secretsManager } from '../../packages/lambda/src/secrets-manager.ts';
import { aws } from './aws.ts';
import { hasMoto, moto, skipAloud } from './moto.ts';

interface Services {
  /** The queue's address. */
  queue(): Promise<string>;
  put(name: string, text: string): Promise<void>;
  create(name: string): Promise<void>;
  /** The bodies that wait. */
  take(url: string): Promise<string[]>;
}

const own = await aws();
const ours: Services = {
  queue: async () => own.environment.QUEUE_URL ?? '',
  put: async (name, text) => void own.secrets.set(name, text),
  create: async name => void own.secrets.delete(name),
  take: async () => own.take().map(({ body }) => body),
};

const theirs = (): Services => {
  const [secrets, queues] = [new SecretsManagerClient({}), new SQSClient({})];
  return {
    queue: async () =>
      (await queues.send(new CreateQueueCommand({ QueueName: 'questions.fifo', Attributes: { FifoQueue: 'true' } }))).QueueUrl ?? '',
    put: async (SecretId, SecretString) => void (await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }))),
    create: async Name => void (await secrets.send(new CreateSecretCommand({ Name }))),
    take: async QueueUrl =>
      ((await queues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? []).map(({ Body = '' }) => Body),
  };
};

const address = { ours: own.url, moto: hasMoto ? await moto() : '' };
skipAloud('Secrets Manager and SQS of moto');

describe.each([
  ['ours', true],
  ['moto', hasMoto],
] as const)('services of %s', (name, isThere) => {
  const prepared = (): Services => {
    Object.assign(process.env, own.environment, { AWS_ENDPOINT_URL: address[name] });
    return name === 'ours' ? ours : theirs();
  };
  const secretNamed = (secret: string, lines: string[] = []) =>
    new Secret({ name: secret, safe: secretsManager(), parse: json => json, clock: systemClock, log: line => void lines.push(line) });

  it.runIf(isThere)('say of a secret that is not there, or has no value yet, that it is to be filled', async () => {
    const services = prepared();
    await expect(secretNamed('nowhere').get()).rejects.toMatchObject({ code: 'config', message: expect.stringContaining('nowhere') });
    await services.create('empty');
    await expect(secretNamed('empty').get()).rejects.toMatchObject({ code: 'config', message: expect.stringContaining('empty') });
  });

  it.runIf(isThere)('give the newest value when it is asked for anew', async () => {
    const services = prepared();
    await services.create('kept');
    await services.put('kept', '{"key": 1}');
    const secret = secretNamed('kept');
    expect(await Promise.all([secret.get(), secret.get()])).toEqual([{ key: 1 }, { key: 1 }]);
    await services.put('kept', '{"key": 2}');
    expect(await secret.get()).toEqual({ key: 1 });
    expect(await secret.renew()).toEqual({ key: 2 });
    await services.put('kept', '{"key"');
    const lines: string[] = [];
    await expect(secretNamed('kept', lines).get()).rejects.toMatchObject({ code: 'config', message: 'The secret kept is not valid JSON.' });
    expect(lines).toEqual(['config: The secret kept is not valid JSON.']);
  });

  it.runIf(isThere)('take a question once, however often it is sent', async () => {
    const services = prepared();
    const url = await services.queue();
    const queue = sqsQueue(url, 1_000);
    const job = {
      key: 'a'.repeat(64),
      askedAt: 1,
      user: 'U0',
      access: ['*'],
      responseUrl: 'https://hooks.slack.com/x',
      by: 'command',
      task: { do: 'say', lines: ['Åse'] },
    } as const;
    for (let times = 0; times < 3; times++) await queue.send({ ...job, access: ['*'], task: { do: 'say', lines: ['Åse'] } });
    await queue.send({ ...job, key: 'b'.repeat(64), access: ['*'], task: { do: 'say', lines: ['Bo'] } });
    const jobs = (await services.take(url)).map(body => JSON.parse(body));
    expect(jobs.map(({ key, task }) => [key[0], task.lines])).toEqual([
      ['a', ['Åse']],
      ['b', ['Bo']],
    ]);
  });
});
