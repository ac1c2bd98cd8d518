// Injection payloads in provider data: they are shown without effect, and long ones lose no rows.
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { escapeMrkdwn, escapePlainText } from '../../../packages/slack/src/escape.ts';
import { ephemeral } from '../../../packages/slack/src/message.ts';
import fc from '../../random.ts';
import { expectHarmless, expectValid } from '../limits.ts';
import { startResponseUrlServer } from '../slack.ts';
import { findButton, getRows, startSlackServer } from '../slack-server.ts';

const payloads = [
  '<!channel> wake up',
  '<@U0ALICE> and @here',
  '*bold* _slanted_ ~gone~ `code` ```block```',
  '<https://evil.example|your bank>',
  'https://evil.example/login',
  ':rotating_light: :+1:',
  'abc\u202edcba\u202c \u200f\u2066',
  'x'.repeat(4_000),
  '&lt;!everyone&gt; &amp;',
  '\u0000\u001b[31m\ud800',
  '|;=HYPERLINK("https://evil.example")',
  '',
  '   ',
];

/** The company with a payload in every free-text field; ids and numbers stay. */
function injectPayloads<Part>(part: Part, index: { next: number } = { next: 0 }): Part {
  if (Array.isArray(part)) return part.map(item => injectPayloads(item, index)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const isText = (name: string, value: unknown) =>
    typeof value === 'string' && name !== 'number_name' && /name|notes|comment|description|domain|address|model|brand/i.test(name);
  // The cast is safe: keys and types of values stay the same.
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      isText(name, value) ? payloads[index.next++ % payloads.length] : injectPayloads(value, index),
    ]),
  ) as Part;
}

const sandbox = await startSandbox({ company: injectPayloads(buildCompany()) });
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) });

describe('a payload', () => {
  it.each([
    '',
    'list limit=100',
    'list owner="<!channel> *wake*"',
    'audit limit=100',
    'summary by=owner,kind',
    'find 5050',
    'accounts',
    'callgear sip-lines limit=100 response_format=detailed',
    'callgear virtual-numbers limit=100 response_format=detailed',
    'callgear employees limit=100 response_format=detailed',
    'telecomx sip-accounts full=true',
    'telecomx sip-phones limit=100 response_format=detailed',
    'exolve sip-ids limit=100 response_format=detailed',
    'exolve numbers limit=100 response_format=detailed',
  ])('in the answer of /lines %s has no effect', async text => {
    let message = await slack.commandAnswer(text);
    for (let pages = 0; pages < 3; pages++) {
      expectValid(message);
      expectHarmless(message);
      const shared = await slack.press(findButton(message, 'share'));
      expectValid(shared);
      expectHarmless(shared);
      const more = findButton(message, 'more');
      if (more === undefined) break;
      message = await slack.press(more);
    }
  });

  it('that is too long for a message moves its row to the next page, without loss or repetition', async () => {
    let message = await slack.commandAnswer('list limit=100');
    const pages = [getRows(message)];
    for (let more = findButton(message, 'more'); more !== undefined; more = findButton(message, 'more')) {
      message = await slack.press(more);
      pages.push(getRows(message));
    }
    expect(Math.min(...pages.slice(0, -1).map(page => page.length))).toBeLessThan(100);
    expect(pages.flat()).toHaveLength(336);
    // Only Moscow's ids contain no payload.
    const moscow = pages.flat().filter(({ account }) => account === 'moscow');
    expect(new Set(moscow.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(105);
    expect(moscow).toHaveLength(105);
  });
});

describe('an escaped text', () => {
  const fragment = fc.oneof(fc.constantFrom(...payloads, '<', '>', ':', '/', '@', '!', '#', '|', 'channel', 'http', '_', '*'), fc.string());
  const anyText = fc.array(fragment).map(fragments => fragments.join(''));

  it('has no effect and respects the length limit in every part of a message', () => {
    fc.assert(
      fc.property(anyText, text => {
        const message = ephemeral([text, text], text === '' ? undefined : text);
        expectValid(message);
        expectHarmless(message);
        expect(escapePlainText(text, 75).length).toBeLessThanOrEqual(75);
      }),
    );
  });

  it('contains no mention when a formatting character follows it', () => {
    for (const text of ['@here_', '@channel_*', '@everyone~']) expect(escapeMrkdwn(text, 75)).not.toMatch(/@(channel|here|everyone)/);
  });

  it('looks unchanged', () => {
    const asciiText = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });
    fc.assert(fc.property(asciiText, text => void expect(escapePlainText(text, 200).replaceAll('\u2060', '')).toBe(text)));
    const unescapeMrkdwn = (text: string) =>
      text.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    fc.assert(fc.property(asciiText, text => void expect(unescapeMrkdwn(escapeMrkdwn(text, 200))).toBe(text)));
  });
});
