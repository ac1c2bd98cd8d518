// Deploys the stack with the CDK command to AWS services that moto simulates.
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { hasMoto, reportSkipped, startMoto } from '../lambda/moto.ts';

const root = `${import.meta.dirname}/../..`;
const url = hasMoto ? await startMoto() : '';
reportSkipped('cdk bootstrap and cdk deploy');

describe('a deployment', () => {
  it.runIf(hasMoto)(
    'bootstraps an account and creates the stack',
    async () => {
      const folder = mkdtempSync(`${tmpdir()}/linekeeper-cdk-`);
      const environment = {
        AWS_REGION: 'eu-north-1',
        AWS_ACCESS_KEY_ID: 'fake-key-id',
        AWS_SECRET_ACCESS_KEY: 'fake-secret-key',
        AWS_ENDPOINT_URL: url,
        AWS_ENDPOINT_URL_S3: url,
      };
      Object.assign(process.env, environment);
      const client = new SecretsManagerClient({});
      for (const Name of ['team/accounts', 'team/slack', 'team/mcp'])
        await client.send(new CreateSecretCommand({ Name, SecretString: '{}' }));
      const env = {
        ...environment,
        PATH: `${root}/node_modules/.bin:${process.env.PATH}`,
        HOME: folder,
        CDK_DISABLE_CLI_TELEMETRY: '1',
        CI: 'true',
      };
      const cdk = (...args: string[]) =>
        promisify(execFile)(
          process.execPath,
          [`${root}/node_modules/aws-cdk/bin/cdk`, ...args, '--no-notices', '--output', `${folder}/out`],
          { cwd: root, env },
        );
      await cdk('bootstrap', 'aws://123456789012/eu-north-1');
      const context = ['accountsSecret=team/accounts', 'slackSecret=team/slack', 'mcp=token', 'mcpSecret=team/mcp'].flatMap(option => [
        '-c',
        option,
      ]);
      await cdk('deploy', ...context, '--require-approval', 'never');
      // moto simulates queues and functions, but not HTTP APIs: the URLs of the outputs cannot be checked.
      const { QueueUrls = [] } = await new SQSClient({}).send(new ListQueuesCommand({}));
      expect(QueueUrls.map(queue => queue.split('/').at(-1)).sort()).toEqual([
        'linekeeper-questions-aside.fifo',
        'linekeeper-questions.fifo',
      ]);
    },
    120_000,
  );
});
