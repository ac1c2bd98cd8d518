// The MCP endpoint as a web function: the built bundle, which listens at the address that the service names.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { envelope, legacyBody, modernMessage, post } from '../mcp/raw-messages.ts';
import { sendSigned } from '../mcp/slackbot-client.ts';
import { signingSecret } from '../slack/slack.ts';
import { startFakeAws } from './aws.ts';
import { startWebFunction } from './web-function.ts';

const sandbox = await startSandbox();
const services = await startFakeAws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "desk", "token": "fake-desk-token-1", "accounts": ["*"]}]}');
services.secrets.set(
  'linekeeper/slack',
  JSON.stringify({ signing_secret: signingSecret, access: [{ team: 'T0TEAM', accounts: ['moscow'] }] }),
);

const { url, log, close } = await startWebFunction({ ...services.environment, LINEKEEPER_SLACK_SECRET: 'linekeeper/slack' });
afterAll(async () => {
  close();
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

  it('holds wrong tokens against the address that the service appends, whatever a client puts before it', async () => {
    const guess = (index: number, address: string) =>
      post(url, legacyBody('tools/list'), {
        headers: { authorization: `Bearer fake-guess-${index}-of-many`, 'x-forwarded-for': `10.0.0.${index % 250}, ${address}` },
      });
    const statuses = Array.from({ length: 60 }, (_, index) => guess(index, '198.51.100.7').then(({ status }) => status));
    const waitForBlock = async (status: Promise<number>) => {
      if ((await status) !== 429) throw new Error('not blocked');
    };
    await Promise.any(statuses.map(waitForBlock));
    expect((await guess(0, '203.0.113.9')).status).toBe(401);
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([401, 429]));
  });

  it('counts what it refuses, and what fails, for the alarms', async () => {
    const countOf = (name: string) =>
      log()
        .split('\n')
        .filter(line => line.includes('"_aws"') && line.includes(`"${name}":1`)).length;
    const [refusals, errors] = [countOf('Refusals'), countOf('ServerErrors')];
    await post(url, legacyBody('tools/list'), { headers: { authorization: 'Bearer fake-other-token-1' } });
    await expect.poll(() => countOf('Refusals')).toBe(refusals + 1);
    expect(countOf('ServerErrors')).toBe(errors);
    await call('list_accounts');
    expect(countOf('Refusals')).toBe(refusals + 1);
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
