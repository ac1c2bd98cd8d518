// What the shell posts to Slack after a snapshot, and what the doctor says of it.
import { join } from 'node:path';
import { buildCompany, type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { linekeeper } from '../command.ts';
import { createFolder } from '../history/temporary-folder.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { getTitle, startSlackApi } from '../slack/slack-api.ts';

const api = await startSlackApi();
beforeEach(() => {
  api.messages.length = 0;
  api.answer = () => 'ok';
  api.scopes = ['commands', 'chat:write'];
});

const watch = [{ channel: 'C0PHONES', filters: { status: 'down' }, changes: ['status'], after: '1' }];

async function startEstate(rules: object = watch): Promise<{ sandbox: Sandbox; environment: Record<string, string> }> {
  const sandbox = await startSandbox({ company: buildCompany(), callGearLimits: highCallGearLimits });
  onTestFinished(() => sandbox.close());
  return {
    sandbox,
    environment: {
      LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts),
      LINEKEEPER_HISTORY: join(createFolder(), 'history.db'),
      LINEKEEPER_SLACK_WATCH: JSON.stringify(rules),
      LINEKEEPER_SLACK_BOT_TOKEN: 'xoxb-fake-token',
      LINEKEEPER_SLACK_API_URL: api.url,
    },
  };
}

const setRegistered = ({ company }: Sandbox, registered: boolean) => {
  const [line] = company.moscow.sipLines;
  if (line !== undefined) line.physical_state = registered ? 'Registered' : 'Not registered';
};

describe('linekeeper snapshot', () => {
  it('posts a change and its end, once', async () => {
    const { sandbox, environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    for (const isRegistered of [false, false, true, true]) {
      setRegistered(sandbox, isRegistered);
      const { stderr } = await linekeeper(['snapshot'], { environment });
      expect(stderr).toMatch(/^\d+ lines read; [01] changes?\.\n$/);
    }
    expect(api.messages.map(message => [message.channel, getTitle(message).replace(/^.*: /, ''), message.thread])).toEqual([
      ['C0PHONES', 'up → down', undefined],
      ['C0PHONES', 'down → up', api.messages[0]?.ts],
    ]);
  }, 60_000);

  it('says why nothing is posted, and so does the doctor', async () => {
    const { sandbox, environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    setRegistered(sandbox, false);
    api.answer = () => ({ error: 'not_in_channel' });
    const { code, stderr } = await linekeeper(['snapshot'], { environment });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/slack: denied: .*C0PHONES: the app is not in the channel: type \/invite/),
    });
    const doctor = await linekeeper(['doctor'], { environment });
    expect(doctor).toMatchObject({ code: 77, stdout: expect.stringMatching(/✗ channels: the last post failed: .*\/invite @Linekeeper/) });
    api.answer = () => 'ok';
    await linekeeper(['snapshot'], { environment });
    expect((await linekeeper(['doctor'], { environment })).stdout).toMatch(
      /✓ rules: 1 for changes.*\n.*✓ token: .*Nordlys\n.*✓ channels: no post has failed/,
    );
    api.scopes = ['commands'];
    expect(await linekeeper(['doctor'], { environment })).toMatchObject({
      code: 78,
      stdout: expect.stringMatching(/✗ token: .*lacks the scope chat:write/),
    });
  }, 60_000);

  it.each([
    [{ LINEKEEPER_SLACK_WATCH: '[{"channel": "phones"}]' }, /LINEKEEPER_SLACK_WATCH, rule 1: "channel" must be the id of a channel/],
    [
      { LINEKEEPER_SLACK_WATCH: '[{"channel": "C0PHONES", "filters": {"account": "berlin"}}]' },
      /rule 1: "filters": Unknown account "berlin"/,
    ],
    [{ LINEKEEPER_SLACK_BOT_TOKEN: '' }, /need LINEKEEPER_SLACK_BOT_TOKEN/],
    [{ LINEKEEPER_SLACK_API_URL: 'http://slack.com' }, /LINEKEEPER_SLACK_API_URL must be an https: URL/],
  ])('refuses %j before anything is sent', async (settings, reason) => {
    const { sandbox, environment } = await startEstate();
    const { code, stderr } = await linekeeper(['snapshot'], { environment: { ...environment, ...settings } });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(reason) });
    expect(sandbox.requests).toEqual([]);
  });
});
