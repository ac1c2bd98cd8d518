// What Lambda does to a function that misbehaves, and what becomes of it: time that is over, a crash, a broken start.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { aws } from './aws.ts';
import { functionAt, functionNamed, sqsEvent } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await aws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));

const written = (text: string) => {
  const file = `${mkdtempSync(`${tmpdir()}/linekeeper-bundle-`)}/index.mjs`;
  writeFileSync(file, text);
  return file;
};

describe('an environment', () => {
  it('keeps a function warm from event to event', async () => {
    const own = await functionAt(written('let n = 0; export const handler = async () => ++n;'), {});
    expect([await own.invoke({}), await own.invoke({}), await own.invoke({})]).toEqual([1, 2, 3]);
  });

  it('ends a function whose time is over, and starts another for the next event', async () => {
    const own = await functionAt(
      written('let n = 0; export const handler = ({ hang }) => (hang ? new Promise(() => setInterval(() => {}, 1_000)) : ++n);'),
      {},
    );
    expect(await own.invoke({})).toBe(1);
    await expect(own.invoke({ hang: true }, 300)).rejects.toThrow('Task timed out after 300 ms');
    expect(await own.invoke({})).toBe(1);
  });

  it('says of a broken start what broke', async () => {
    const own = await functionAt(written("throw new TypeError('cannot start'); export const handler = async () => 1;"), {});
    await expect(own.invoke({})).rejects.toThrow('cannot start');
  });

  it('takes no handler with a callback', async () => {
    const own = await functionAt(written('export const handler = (event, context, callback) => callback();'), {});
    await expect(own.invoke({})).rejects.toThrow('a handler with a callback');
  });
});

describe('our functions', () => {
  it('start without any secret, and without their services', async () => {
    const nowhere = { ...services.environment, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const tool = await functionNamed('tool', nowhere);
    expect(await tool.invoke({ tool: 'list_accounts' })).toMatchObject({ error: { code: 'unavailable' } });
    expect(tool.log()).not.toContain('127.0.0.1');
  });

  it('throw nothing, whatever the event', async () => {
    const tool = await functionNamed('tool', services.environment);
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
    const worker = await functionNamed('slack-worker', services.environment);
    const message = { id: 'm1', body: 'not JSON', group: 'g', deduplication: 'd' };
    expect(await worker.invoke(sqsEvent([message]))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    const slack = await functionNamed('slack', services.environment);
    const event = { rawPath: '/slack/commands', headers: {}, requestContext: { http: { method: 'POST' } }, isBase64Encoded: false };
    expect((await slack.invoke(event)).statusCode).toBe(200);
  });
});
