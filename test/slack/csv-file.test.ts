// A list as a file: Slack's three calls on sockets, in the order and with the scopes that Slack's pages say.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { directoryOf, readAccounts } from '@linekeeper/core';
import { systemClock, systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { work } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { expectValid } from './limits.ts';
import { type Posted, responseUrls, signingSecret } from './slack.ts';
import { wordsOf } from './slack-server.ts';

const botToken = 'xoxb-fake-token';

/** Slack's API: what was called, and what each method answers. */
const calls: { path: string; body: string; authorization: string | undefined }[] = [];
let answers: Record<string, object> = {};
const api = createServer((request, response) => void answer(request, response));
await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve));
// A listening server has an address with a port.
const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
afterAll(() => {
  api.closeAllConnections();
  api.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const path = request.url ?? '';
  calls.push({ path, body: Buffer.concat(chunks).toString(), authorization: request.headers.authorization });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[path] ?? { ok: true }));
}

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await responseUrls();
const lines: string[] = [];

beforeEach(() => {
  calls.length = 0;
  lines.length = 0;
  answers = {
    '/api/conversations.open': { ok: true, channel: { id: 'D0ALICE' } },
    '/api/files.getUploadURLExternal': { ok: true, upload_url: `${url}/upload/1`, file_id: 'F1' },
    '/api/files.completeUploadExternal': { ok: true, files: [{ id: 'F1' }] },
  };
});

async function filed(tool: string, input: object): Promise<Posted> {
  const directory = directoryOf(
    readAccounts({}, providers, { source: 'The test', text: JSON.stringify(sandbox.accounts) }),
    systemOutside(),
  );
  const job: Job = {
    key: 'k',
    task: { do: 'csv', question: { tool, input: { ...input }, shown: 50 } },
    access: ['*'],
    user: 'U0ALICE',
    responseUrl: urls.url(),
    askedAt: Date.now(),
    by: 'button',
  };
  await work(job, Date.now() + 20_000, {
    tools,
    directory: async () => directory,
    settings: async () => ({ signingSecret, botToken, contact: undefined, access: [] }),
    hosts: [urls.host],
    fetch,
    clock: systemClock,
    random: Math.random,
    log: line => void lines.push(line),
    apiUrl: `${url}/api/`,
  });
  return (await urls.posted(job.responseUrl))[0];
}

describe('a file', () => {
  it('holds the whole list, and goes where only the asker sees it', async () => {
    const message = await filed('list_lines', { cursor: 'of a later page', limit: 7 });
    expectValid(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(wordsOf(message)).toMatch(/list-\d{4}-\d\d-\d\d\.csv with 227 rows is in your direct messages/);
    expect(calls.map(({ path }) => path)).toEqual([
      '/api/conversations.open',
      '/api/files.getUploadURLExternal',
      '/upload/1',
      '/api/files.completeUploadExternal',
    ]);
    const [open, reserve, upload, complete] = calls;
    expect(new URLSearchParams(open?.body).get('users')).toBe('U0ALICE');
    expect(upload?.body).toContain('account,provider,kind,id,name,');
    expect(upload?.body.split('\r\n').filter(line => /^(copenhagen|moscow|kazan),/.test(line))).toHaveLength(227);
    expect(Number(new URLSearchParams(reserve?.body).get('length'))).toBeGreaterThan(10_000);
    expect(new URLSearchParams(complete?.body).get('channel_id')).toBe('D0ALICE');
    expect(calls.filter(({ path }) => path.startsWith('/api/')).every(({ authorization }) => authorization === `Bearer ${botToken}`)).toBe(
      true,
    );
  });

  it('holds the rows of a provider’s own list, in all its columns', async () => {
    await filed('telecomx_list_sip_phones', { full: true });
    expect(
      calls[2]?.body
        .split('\r\n')
        .find(line => line.startsWith('_id,'))
        ?.split(',').length,
    ).toBeGreaterThan(50);
  });

  it('that may not be sent names the scope that is missing', async () => {
    answers['/api/conversations.open'] = { ok: false, error: 'missing_scope', needed: 'im:write', provided: 'commands' };
    expect(wordsOf(await filed('list_lines', {}))).toContain('the bot token lacks the scope im:write');
  });

  it('that Slack refuses is told in Slack’s word, without the token', async () => {
    answers['/api/files.getUploadURLExternal'] = { ok: false, error: 'invalid_auth' };
    const message = await filed('list_lines', {});
    expect(wordsOf(message)).toContain('The file could not be sent: Slack says invalid_auth.');
    expect(JSON.stringify(message) + lines.join()).not.toContain(botToken);
  });
});
