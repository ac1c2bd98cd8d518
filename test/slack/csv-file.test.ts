// CSV uploads: the requests to a fake Slack Web API, in the documented order, and the errors for missing scopes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccountRegistry, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { processJob } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { expectValid } from './limits.ts';
import { type PostedMessage, signingSecret, startResponseUrlServer } from './slack.ts';
import { getText } from './slack-server.ts';

const botToken = 'xoxb-fake-token';

/** A fake Slack Web API: the requests it received, and its responses by path. */
const requests: { path: string; body: string; authorization: string | undefined }[] = [];
let responses: Record<string, object> = {};
const api = createServer((request, response) => void handleRequest(request, response));
await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve));
// A listening server has an address with a port.
const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
afterAll(() => {
  api.closeAllConnections();
  api.close();
});

async function handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const path = request.url ?? '';
  requests.push({ path, body: Buffer.concat(chunks).toString(), authorization: request.headers.authorization });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(responses[path] ?? { ok: true }));
}

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const logged: string[] = [];

beforeEach(() => {
  requests.length = 0;
  logged.length = 0;
  responses = {
    '/api/conversations.open': { ok: true, channel: { id: 'D0ALICE' } },
    '/api/files.getUploadURLExternal': { ok: true, upload_url: `${url}/upload/1`, file_id: 'F1' },
    '/api/files.completeUploadExternal': { ok: true, files: [{ id: 'F1' }] },
  };
});

/** Presses CSV below an answer of the tool; returns the message that is posted. */
async function pressCsv(tool: string, input: object): Promise<PostedMessage> {
  const registry = createAccountRegistry(readAccounts({}, providers, { source: 'The test', value: sandbox.accounts }), undiciRuntime());
  const job: Job = {
    key: 'k',
    task: { do: 'csv', question: { tool, input: { ...input }, shown: 50 } },
    access: ['*'],
    user: 'U0ALICE',
    responseUrl: urls.url(),
    askedAt: Date.now(),
    by: 'button',
  };
  await processJob(job, Date.now() + 20_000, {
    tools,
    registry: async () => registry,
    settings: async () => ({ signingSecret, botToken, contact: undefined, access: [] }),
    extraHosts: [urls.host],
    fetch,
    clock: systemClock,
    random: Math.random,
    log: message => void logged.push(message),
    apiUrl: `${url}/api/`,
  });
  return (await urls.waitForPosts(job.responseUrl))[0];
}

describe('a CSV upload', () => {
  it('contains the whole list, and goes to the requester’s direct messages', async () => {
    const message = await pressCsv('list_lines', { cursor: 'of a later page', limit: 7 });
    expectValid(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(getText(message)).toMatch(/list-\d{4}-\d\d-\d\d\.csv with 336 rows is in your direct messages/);
    expect(requests.map(({ path }) => path)).toEqual([
      '/api/conversations.open',
      '/api/files.getUploadURLExternal',
      '/upload/1',
      '/api/files.completeUploadExternal',
    ]);
    const [open, getUploadUrl, upload, complete] = requests;
    expect(new URLSearchParams(open?.body).get('users')).toBe('U0ALICE');
    expect(upload?.body).toContain('account,provider,kind,id,name,');
    expect(upload?.body.split('\r\n').filter(row => /^"(copenhagen|moscow|kazan)",/.test(row))).toHaveLength(336);
    expect(Number(new URLSearchParams(getUploadUrl?.body).get('length'))).toBeGreaterThan(10_000);
    expect(new URLSearchParams(complete?.body).get('channel_id')).toBe('D0ALICE');
    expect(
      requests.filter(({ path }) => path.startsWith('/api/')).every(({ authorization }) => authorization === `Bearer ${botToken}`),
    ).toBe(true);
  });

  it('contains all columns of a provider’s list', async () => {
    await pressCsv('telecomx_list_sip_phones', { full: true });
    expect(
      requests[2]?.body
        .split('\r\n')
        .find(row => row.replace('\ufeff', '').startsWith('_id,'))
        ?.split(',').length,
    ).toBeGreaterThan(50);
  });

  it('without the required scope names that scope', async () => {
    responses['/api/conversations.open'] = { ok: false, error: 'missing_scope', needed: 'im:write', provided: 'commands' };
    expect(getText(await pressCsv('list_lines', {}))).toContain('the bot token lacks the scope im:write');
  });

  it('that Slack rejects reports Slack’s error code, without the token', async () => {
    responses['/api/files.getUploadURLExternal'] = { ok: false, error: 'invalid_auth' };
    const message = await pressCsv('list_lines', {});
    expect(getText(message)).toContain('The file could not be sent: Slack says invalid_auth.');
    expect(JSON.stringify(message) + logged.join()).not.toContain(botToken);
  });
});
