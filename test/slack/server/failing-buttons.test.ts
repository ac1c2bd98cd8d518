// Buttons whose tool fails: the error is posted next to the message, which stays, and pressing again is a new request.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectValid } from '../limits.ts';
import { alice, createButtonForm, type PostedMessage, type PressedButton, signRequest, startResponseUrlServer } from '../slack.ts';
import { findButton, getElements, getRows, getText, startSlackServer } from '../slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, {
  LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts),
  LINEKEEPER_SLACK_BOT_TOKEN: 'xoxb-fake-token',
  LINEKEEPER_TIMEOUT_MS: '1500',
});

/** Presses the button until its answer is posted: the presses of one second count as one. */
async function pressAgain(button: PressedButton): Promise<PostedMessage> {
  const responseUrl = urls.url();
  const { pathname } = new URL(responseUrl);
  const getPosts = () => urls.posts.filter(({ path }) => path === pathname);
  await expect
    .poll(
      async () => {
        if (getPosts().length === 0) await slack.send('/slack/interactivity', signRequest(createButtonForm(button, alice, responseUrl)));
        return getPosts().length;
      },
      { interval: 250 },
    )
    .toBeGreaterThan(0);
  return getPosts()[0]?.body;
}

/** A message of each kind whose buttons are pressed, and the buttons. */
const messages: [command: string, actions: string[]][] = [
  ['list limit=5', ['more', 'share', 'csv', 'apply']],
  ['exolve sip-ids limit=5', ['more', 'share', 'csv']],
  ['', ['problem-0', 'audit']],
];

const failures: [name: string, fault: Parameters<typeof sandbox.addFault>[0]][] = [
  ['does not work', { kind: 'unavailable', times: 1_000 }],
  ['denies access', { kind: 'ip_denied', times: 1_000 }],
  ['answers nonsense', { kind: 'html', times: 1_000 }],
];

beforeEach(() => sandbox.clearFaults());
afterEach(() => sandbox.clearFaults());

describe.each(messages)('below the answer of "%s"', (command, actions) => {
  it.each(failures)('the error of each button is posted beside it if the provider %s', async (_, fault) => {
    const message = await slack.commandAnswer(command);
    sandbox.addFault(fault);
    for (const action of actions) {
      const failed = await pressAgain(findButton(message, action));
      expectValid(failed);
      expect([action, failed.response_type, failed.replace_original]).toEqual([action, 'ephemeral', false]);
      expect(getElements(failed)).toEqual([]);
      expect(getText(failed)).toMatch(/\b(?:unavailable|denied|malformed|timeout)\b/);
    }
  });
});

describe('a button that failed', () => {
  it.each(['more', 'apply'])('works when it is pressed again, and then replaces the message (%s)', async action => {
    const message = await slack.commandAnswer('list limit=5');
    sandbox.addFault({ kind: 'ip_denied', times: 1_000 });
    const button = { ...findButton(message, action), messageTs: `1700000000.${action}` };
    expect((await pressAgain(button)).replace_original).toBe(false);
    sandbox.clearFaults();
    const answer = await pressAgain(button);
    expect(answer.replace_original).toBe(true);
    expect(getRows(answer)).toHaveLength(5);
  });
});

describe('a button that worked', () => {
  it('works again', async () => {
    const share = findButton(await slack.commandAnswer('list limit=5'), 'share');
    const shared = await pressAgain(share);
    expect(getRows(await pressAgain(share))).toEqual(getRows(shared));
  });

  it('replaces the message also if one of the accounts failed', async () => {
    const more = findButton(await slack.commandAnswer('list limit=5'), 'more');
    sandbox.addFault({ kind: 'unavailable', provider: 'exolve', times: 1_000 });
    const page = await pressAgain(more);
    expect(page.replace_original).toBe(true);
    expect(getRows(page)).toHaveLength(5);
  });
});
