// The MCP endpoint as a web function: the built bundle, which listens at the address that the service names.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelope, legacyBody, modernMessage, post } from '../mcp/raw-messages.ts';
import { sendSigned } from '../mcp/slackbot-client.ts';
import { signingSecret } from '../slack/slack.ts';
import { startFakeAws } from './aws.ts';

const sandbox = await startSandbox();
const services = await startFakeAws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "desk", "token": "fake-desk-token-1", "accounts": ["*"]}]}');
services.secrets.set(
  'linekeeper/slack',
  JSON.stringify({ signing_secret: signingSecret, access: [{ team: 'T0TEAM', accounts: ['moscow'] }] }),
);

/** A port that no server uses. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : expect.fail('no port');
}

const port = await findFreePort();
const child = spawn(process.execPath, [`${import.meta.dirname}/../../packages/lambda/dist/mcp-web/index.mjs`], {
  env: { ...services.environment, LINEKEEPER_SLACK_SECRET: 'linekeeper/slack', AWS_LAMBDA_HTTP_ENDPOINT: `127.0.0.1:${port}` },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const url = `http://127.0.0.1:${port}/mcp`;
beforeAll(async () => {
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/healthz`)
      .then(({ ok }) => ok)
      .catch(() => false);
  while (child.exitCode === null && !(await isReady())) await setTimeout(50);
});
afterAll(async () => {
  child.kill();
  await sandbox.close();
});

const desk = { authorization: 'Bearer fake-desk-token-1' };
const call = (name: string, input: object = {}) => {
  const { body, headers } = modernMessage('tools/call', { name, arguments: input });
  return post(url, body, { headers: { ...headers, ...desk } });
};

describe('the web function', () => {
  it('answers several requests at once, for any host name that the service routes', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('list_accounts')));
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.result.structuredContent.accounts).toHaveLength(3);
    }
  });

  it('keeps the challenge of a rejected request', async () => {
    const { status, headers } = await post(url, legacyBody('tools/list'));
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
  });

  it('sends progress before the result', async () => {
    const body = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'list_lines', arguments: { limit: 500 }, _meta: { ...envelope, progressToken: 'p1' } },
    };
    const { headers } = modernMessage('tools/call', { name: 'list_lines' });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers, ...desk },
      body: JSON.stringify(body),
    });
    const events = (await response.text())
      .split('\n')
      .filter(line => line.startsWith('data: '))
      .map(line => JSON.parse(line.slice(6)));
    expect(events[0]).toMatchObject({ method: 'notifications/progress', params: { progressToken: 'p1' } });
    expect(events.at(-1).result.structuredContent.lines.length).toBeGreaterThan(0);
  });

  it('signs in people through Slackbot', async () => {
    const message = legacyBody('tools/call', {
      name: 'list_accounts',
      arguments: {},
      _meta: { slack: { user_id: 'U0ALICE', team_id: 'T0TEAM' } },
    });
    const { status, body } = await sendSigned(url, JSON.stringify(message));
    expect(status).toBe(200);
    expect(body.result.structuredContent.accounts).toMatchObject([{ account: 'moscow' }]);
  });
});
