// The fake Lambda runtime itself: warm starts, timeouts and initialization errors; and our functions with missing services and odd events.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { startFakeAws } from './aws.ts';
import { createSqsEvent, startBundle, startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await startFakeAws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));

const writeBundle = (text: string) => {
  const file = `${mkdtempSync(`${tmpdir()}/linekeeper-bundle-`)}/index.mjs`;
  writeFileSync(file, text);
  return file;
};

describe('an environment', () => {
  it('keeps a function warm from event to event', async () => {
    const lambda = await startBundle(writeBundle('let n = 0; export const handler = async () => ++n;'), {});
    expect([await lambda.invoke({}), await lambda.invoke({}), await lambda.invoke({})]).toEqual([1, 2, 3]);
  });

  it('kills a function that times out, and starts another for the next event', async () => {
    const lambda = await startBundle(
      writeBundle('let n = 0; export const handler = ({ hang }) => (hang ? new Promise(() => setInterval(() => {}, 1_000)) : ++n);'),
      {},
    );
    expect(await lambda.invoke({})).toBe(1);
    await expect(lambda.invoke({ hang: true }, 300)).rejects.toThrow('Task timed out after 300 ms');
    expect(await lambda.invoke({})).toBe(1);
  });

  it('reports an initialization error', async () => {
    const lambda = await startBundle(writeBundle("throw new TypeError('cannot start'); export const handler = async () => 1;"), {});
    await expect(lambda.invoke({})).rejects.toThrow('cannot start');
  });

  it('rejects a handler with a callback', async () => {
    const lambda = await startBundle(writeBundle('export const handler = (event, context, callback) => callback();'), {});
    await expect(lambda.invoke({})).rejects.toThrow('a handler with a callback');
  });
});

describe('our functions', () => {
  it('start while their services are unreachable', async () => {
    const nowhere = { ...services.environment, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const tool = await startFunction('tool', nowhere);
    expect(await tool.invoke({ tool: 'list_accounts' })).toMatchObject({ error: { code: 'unavailable' } });
    expect(tool.log()).not.toContain('127.0.0.1');
  });

  it('never throw, for any event', async () => {
    const tool = await startFunction('tool', services.environment);
    for (const event of [
      null,
      1,
      'text',
      [],
      { tool: 5 },
      { tool: 'list_lines', input: 'x' },
      { actionGroup: 'a' },
      { actionGroup: 'a', apiPath: '/x' },
      { actionGroup: 'a', function: { toString: false } },
      { actionGroup: 'a', function: 'list_lines', parameters: [{ name: { toString: false }, value: { toString: false } }] },
    ]) {
      expect(JSON.stringify(await tool.invoke(event))).toContain('"code');
    }
    const worker = await startFunction('slack-worker', services.environment);
    const message = { id: 'm1', body: 'not JSON', groupId: 'g', deduplicationId: 'd' };
    expect(await worker.invoke(createSqsEvent([message]))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    const slack = await startFunction('slack', services.environment);
    const event = { rawPath: '/slack/commands', headers: {}, requestContext: { http: { method: 'POST' } }, isBase64Encoded: false };
    expect((await slack.invoke(event)).statusCode).toBe(401);
  });
});
