// The rules of automatic posts: what they may hold, how they are refused, and how `/lines help watch` tells them.
import { parsePostingSettings, parseSlackSecret } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { renderWatchHelp } from '../../packages/slack/src/ack/watch-help.ts';
import { expectValid } from './limits.ts';

const watch = [
  { channel: 'C0PHONES', filters: { status: ['down'], account: 'moscow' }, changes: ['status'], after: '2' },
  { channel: 'G0PRIVATE' },
];
const digest = [
  { channel: 'C0PHONES', at: '08:00', timezone: 'Europe/Copenhagen', days: ['mon', 'Friday'] },
  { channel: 'C0OTHER', at: '17:30', timezone: 'UTC' },
];

const parse = (rules: { watch?: unknown; digest?: unknown }) =>
  parsePostingSettings({
    ...(rules.watch !== undefined && { LINEKEEPER_SLACK_WATCH: JSON.stringify(rules.watch) }),
    ...(rules.digest !== undefined && { LINEKEEPER_SLACK_DIGEST: JSON.stringify(rules.digest) }),
  });

const parsed = {
  watch: [
    { channel: 'C0PHONES', filters: { status: ['down'], account: 'moscow' }, changes: ['status'], after: 2 },
    { channel: 'G0PRIVATE', filters: {}, after: 2 },
  ],
  digest: [
    { channel: 'C0PHONES', at: '08:00', timezone: 'Europe/Copenhagen', days: [1, 5] },
    { channel: 'C0OTHER', at: '17:30', timezone: 'UTC' },
  ],
};

describe('the rules', () => {
  it('come from variables or from the secret, in the same form', () => {
    expect(parse({ watch, digest })).toMatchObject(parsed);
    expect(parseSlackSecret(JSON.stringify({ signing_secret: 's', access: [], watch, digest }), 'linekeeper/slack')).toMatchObject(parsed);
    expect(parse({})).toEqual({ botToken: undefined, watch: [], digest: [] });
  });

  const channel = 'C0';
  it.each<[object | string, RegExp]>([
    [{ watch: {} }, /^LINEKEEPER_SLACK_WATCH must be a JSON array of rules: \[\{"channel"/],
    [{ watch: ['x'] }, /^LINEKEEPER_SLACK_WATCH, rule 1 must be an object with channel, filters, changes, after\.$/],
    [{ watch: [{ channel: 'C0PHONES', chanel: 1 }] }, /rule 1: Unknown key "chanel": did you mean channel\?/],
    [{ watch: [{}] }, /rule 1: "channel" must be a non-empty string/],
    [{ watch: [{ channel: '#phones' }] }, /rule 1: "channel" must be the id of a channel, such as C0123456, not "#phones"/],
    [{ watch: [{ channel: '<your-channel>' }] }, /rule 1: "channel" is a placeholder that was not filled in/],
    [{ watch: [{ channel: 'C0PHONES' }, { channel: 'C0PHONES', filters: { state: 'down' } }] }, /rule 2: "filters": Unknown key "state"/],
    [{ watch: [{ channel: 'C0PHONES', filters: { status: [] } }] }, /"filters": "status" must name at least one value/],
    [{ watch: [{ channel: 'C0PHONES', filters: { text: 3 } }] }, /"filters": "text" must be a non-empty string/],
    [{ watch: [{ channel: 'C0PHONES', changes: [] }] }, /"changes" must name at least one change, or be left out/],
    [{ watch: [{ channel: 'C0PHONES', after: '5m' }] }, /"after" must be a number of snapshots from 1 to 1000, such as "2", not "5m"/],
    [{ watch: [{ channel: 'C0PHONES', after: 0 }] }, /"after" must be a number/],
    [{ digest: [{ channel }] }, /"channel" must be the id/],
    [{ digest: [{ channel: 'C0PHONES' }] }, /LINEKEEPER_SLACK_DIGEST, rule 1: "at" must be a non-empty string/],
    [{ digest: [{ channel: 'C0PHONES', at: '8:00' }] }, /"at" must be a time from 00:00 to 23:59, such as 08:00, not "8:00"/],
    [{ digest: [{ channel: 'C0PHONES', at: '24:00' }] }, /"at" must be a time/],
    [
      { digest: [{ channel: 'C0PHONES', at: '08:00', timezone: 'CPH' }] },
      /"timezone" must be an IANA time zone, such as Europe\/Copenhagen, not "CPH"/,
    ],
    [{ digest: [{ channel: 'C0PHONES', at: '08:00', timezone: '+01:00' }] }, /"timezone" must be an IANA time zone/],
    [{ digest: [{ channel: 'C0PHONES', at: '08:00', timezone: 'UTC', days: ['mo'] }] }, /"days": Unknown day "mo": did you mean mon\?/],
  ])('%j are refused with one sentence', (rules, message) => {
    expect(() => parse(rules as object)).toThrow(expect.objectContaining({ code: 'config', message: expect.stringMatching(message) }));
  });

  it('that are not valid name the key of the secret', () => {
    const text = JSON.stringify({ signing_secret: 's', watch: [{ channel: 'phones' }] });
    expect(() => parseSlackSecret(text, 'linekeeper/slack')).toThrow('"watch" of the secret linekeeper/slack, rule 1: "channel" must be');
    expect(() => parsePostingSettings({ LINEKEEPER_SLACK_WATCH: '[{' })).toThrow(
      'LINEKEEPER_SLACK_WATCH is not valid JSON (line 1, column 3)',
    );
  });
});

describe('/lines help watch', () => {
  const settings = { signingSecret: 's', contact: undefined, access: [], ...parse({ watch, digest }), botToken: 'xoxb-fake' };
  const help = (access: string[], changes: object = {}, hasHistory = true) => {
    const message = renderWatchHelp({ settings: { ...settings, ...changes }, access, hasHistory });
    expectValid(message);
    return message.text.replaceAll('\u2060', '').split('\n');
  };

  it('says what is posted where and when', () => {
    expect(help(['*'])).toEqual([
      'Automatic posts',
      'In C0PHONES: changes of status, lines with status=down account=moscow, when 2 snapshots have seen it; its end in the thread.',
      'In G0PRIVATE: every change, all lines, when 2 snapshots have seen it; its end in the thread.',
      'In C0PHONES: the state and what changed, mon, fri at 08:00 (Europe/Copenhagen), if there is something to say.',
      'In C0OTHER: the state and what changed, every day at 17:30 (UTC), if there is something to say.',
    ]);
  });

  it('counts the rules for accounts that the requester may not use', () => {
    expect(help(['moscow'])).toEqual([
      expect.any(String),
      expect.stringContaining('account=moscow'),
      '3 rules for accounts that you may not use.',
    ]);
    expect(help(['kazan'])).toEqual([expect.any(String), '4 rules for accounts that you may not use.']);
  });

  it('says what is missing', () => {
    expect(help(['*'], { watch: [], digest: [] })[1]).toMatch(/^Nothing\. An administrator can set it: LINEKEEPER_SLACK_WATCH/);
    expect(help(['*'], { botToken: undefined }).at(-1)).toMatch(/needs a bot token with the scope chat:write/);
    expect(help(['*'], {}, false).at(-1)).toMatch(/no history is kept here/);
  });
});
