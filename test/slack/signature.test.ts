// Our check of Slack's signature, judged by Bolt's: both see the same requests.
import { isValidSlackRequest } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { objection } from '../../packages/slack/src/ack/signature.ts';
import { alice, commandForm, signed, signingSecret } from './slack.ts';

const now = Date.now();
const seconds = Math.floor(now / 1000);
const form = commandForm('list owner=Åse text="København ☎"', alice, 'https://hooks.slack.com/commands/T/1/x');

const cases: Record<string, ReturnType<typeof signed>> = {
  'a command': signed(form),
  'a command of five minutes ago': signed(form, { at: seconds - 299 }),
  'raw UTF-8': signed('payload={"text":"Åse ☎ 日本"}'),
  'an empty body': signed(''),
  'an old command': signed(form, { at: seconds - 302 }),
  'another secret': signed(form, { secret: `${signingSecret}x` }),
  'a changed body': { ...signed(form), body: Buffer.from(`${form}&accounts=*`) },
  'bytes that are no text': { ...signed(Buffer.from([0xff, 0xfe])), body: Buffer.from([0xef, 0xbf, 0xbd, 0xef, 0xbf, 0xbd]) },
};

const ours = ({ body, headers }: ReturnType<typeof signed>) =>
  objection({ timestamp: headers['x-slack-request-timestamp'], signature: headers['x-slack-signature'], body }, signingSecret, now);

describe("Slack's signature", () => {
  it.each(Object.entries(cases))('of %s is judged as Bolt does', (_, request) => {
    const { body, headers } = request;
    const timestamp = Number(headers['x-slack-request-timestamp']);
    const theirs = isValidSlackRequest({
      signingSecret,
      body: body.toString(),
      headers: { 'x-slack-signature': headers['x-slack-signature'], 'x-slack-request-timestamp': timestamp },
    });
    expect(ours(request) === undefined).toBe(theirs);
  });

  it('from the future is refused, which Bolt would take', () => {
    const request = signed(form, { at: seconds + 302 });
    const { headers } = request;
    const timestamp = Number(headers['x-slack-request-timestamp']);
    expect(
      isValidSlackRequest({
        signingSecret,
        body: form,
        headers: { 'x-slack-signature': headers['x-slack-signature'], 'x-slack-request-timestamp': timestamp },
      }),
    ).toBe(true);
    expect(ours(request)).toBe('a time too far from now');
    expect(ours(signed(form, { at: seconds + 298 }))).toBeUndefined();
  });

  it.each(['', 'v0=', 'v0=zz', `v1=${'0'.repeat(64)}`, `v0=${'0'.repeat(64)}`, `v0=${'é'.repeat(32)}`])(
    'written as %j is wrong',
    signature => {
      expect(objection({ timestamp: String(seconds), signature, body: Buffer.from(form) }, signingSecret, now)).toBe('a wrong signature');
    },
  );

  it.each(['', '1e9', '-1', '0x10', ' 1', '9'.repeat(20)])('at the time %j has none', timestamp => {
    const { body, headers } = signed(form);
    expect(objection({ timestamp, signature: headers['x-slack-signature'], body }, signingSecret, now)).toBe('a time that is none');
  });

  it('is missed', () => {
    const { body, headers } = signed(form);
    expect(objection({ timestamp: undefined, signature: headers['x-slack-signature'], body }, signingSecret, now)).toBe('no signature');
    expect(objection({ timestamp: headers['x-slack-request-timestamp'], signature: undefined, body }, signingSecret, now)).toBe(
      'no signature',
    );
  });
});
