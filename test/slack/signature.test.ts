// Verification of Slack's request signature, compared with Bolt's on the same requests.
import { isValidSlackRequest } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { verifySlackRequest } from '../../packages/slack/src/ack/signature.ts';
import { alice, createCommandForm, signingSecret, signRequest } from './slack.ts';

const now = Date.now();
const seconds = Math.floor(now / 1000);
const form = createCommandForm('list owner=Åse text="København ☎"', alice, 'https://hooks.slack.com/commands/T/1/x');

const cases: Record<string, ReturnType<typeof signRequest>> = {
  'a command': signRequest(form),
  'a command of five minutes ago': signRequest(form, { at: seconds - 299 }),
  'raw UTF-8': signRequest('payload={"text":"Åse ☎ 日本"}'),
  'an empty body': signRequest(''),
  'an old command': signRequest(form, { at: seconds - 302 }),
  'another secret': signRequest(form, { secret: `${signingSecret}x` }),
  'a changed body': { ...signRequest(form), body: Buffer.from(`${form}&accounts=*`) },
  'invalid UTF-8': { ...signRequest(Buffer.from([0xff, 0xfe])), body: Buffer.from([0xef, 0xbf, 0xbd, 0xef, 0xbf, 0xbd]) },
};

const verify = ({ body, headers }: ReturnType<typeof signRequest>) =>
  verifySlackRequest(
    { timestamp: headers['x-slack-request-timestamp'], signature: headers['x-slack-signature'], body },
    signingSecret,
    now,
  );

describe("Slack's signature", () => {
  it.each(Object.entries(cases))('of %s is accepted or rejected as by Bolt', (_, request) => {
    const { body, headers } = request;
    const timestamp = Number(headers['x-slack-request-timestamp']);
    const isValidForBolt = isValidSlackRequest({
      signingSecret,
      body: body.toString(),
      headers: { 'x-slack-signature': headers['x-slack-signature'], 'x-slack-request-timestamp': timestamp },
    });
    expect(verify(request) === undefined).toBe(isValidForBolt);
  });

  it('with a timestamp in the future is rejected, although Bolt accepts it', () => {
    const request = signRequest(form, { at: seconds + 302 });
    const { headers } = request;
    const timestamp = Number(headers['x-slack-request-timestamp']);
    expect(
      isValidSlackRequest({
        signingSecret,
        body: form,
        headers: { 'x-slack-signature': headers['x-slack-signature'], 'x-slack-request-timestamp': timestamp },
      }),
    ).toBe(true);
    expect(verify(request)).toBe('timestamp outside 5 minutes');
    expect(verify(signRequest(form, { at: seconds + 298 }))).toBeUndefined();
  });

  it.each(['', 'v0=', 'v0=zz', `v1=${'0'.repeat(64)}`, `v0=${'0'.repeat(64)}`, `v0=${'é'.repeat(32)}`])(
    'of the form %j is a mismatch',
    signature => {
      expect(verifySlackRequest({ timestamp: String(seconds), signature, body: Buffer.from(form) }, signingSecret, now)).toBe(
        'signature mismatch',
      );
    },
  );

  it.each(['', '1e9', '-1', '0x10', ' 1', '9'.repeat(20)])('with the timestamp %j is rejected', timestamp => {
    const { body, headers } = signRequest(form);
    expect(verifySlackRequest({ timestamp, signature: headers['x-slack-signature'], body }, signingSecret, now)).toBe('invalid timestamp');
  });

  it('is rejected if a header is missing', () => {
    const { body, headers } = signRequest(form);
    expect(verifySlackRequest({ timestamp: undefined, signature: headers['x-slack-signature'], body }, signingSecret, now)).toBe(
      'missing signature',
    );
    expect(verifySlackRequest({ timestamp: headers['x-slack-request-timestamp'], signature: undefined, body }, signingSecret, now)).toBe(
      'missing signature',
    );
  });
});
