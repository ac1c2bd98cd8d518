// Names that would act in Slack, in every text of every list: shown, and harmless; too long, and nothing is lost.
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { marked, plain } from '../../packages/slack/src/escape.ts';
import { privately } from '../../packages/slack/src/message.ts';
import fc from '../random.ts';
import { expectHarmless, expectValid } from './limits.ts';
import { responseUrls } from './slack.ts';
import { buttonOf, rowsOf, serving } from './slack-server.ts';

const names = [
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

/** The company with a hostile text wherever a provider keeps one of people's; ids and numbers stay. */
function poisoned<Part>(part: Part, at: { next: number } = { next: 0 }): Part {
  if (Array.isArray(part)) return part.map(item => poisoned(item, at)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const isText = (name: string, value: unknown) =>
    typeof value === 'string' && /name|notes|comment|description|domain|address|model|brand/i.test(name);
  // The same keys with the same kinds of value.
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, isText(name, value) ? names[at.next++ % names.length] : poisoned(value, at)]),
  ) as Part;
}

const sandbox = await startSandbox({ company: poisoned(buildCompany()) });
afterAll(() => sandbox.close());
const urls = await responseUrls();
const slack = await serving(urls, { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) });

describe('a hostile name', () => {
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
  ])('is shown by /lines %s, and does nothing', async text => {
    let message = await slack.answer(text);
    for (let pages = 0; pages < 3; pages++) {
      expectValid(message);
      expectHarmless(message);
      const shared = await slack.press(buttonOf(message, 'share'));
      expectValid(shared);
      expectHarmless(shared);
      const more = buttonOf(message, 'more');
      if (more === undefined) break;
      message = await slack.press(more);
    }
  });

  it('too long for a message leaves its row to the next: none is lost, none comes twice', async () => {
    let message = await slack.answer('list limit=100');
    const pages = [rowsOf(message)];
    for (let more = buttonOf(message, 'more'); more !== undefined; more = buttonOf(message, 'more')) {
      message = await slack.press(more);
      pages.push(rowsOf(message));
    }
    expect(Math.min(...pages.slice(0, -1).map(page => page.length))).toBeLessThan(100);
    expect(pages.flat()).toHaveLength(227);
    // Only Moscow's ids are none of the texts that were changed.
    const moscow = pages.flat().filter(({ account }) => account === 'moscow');
    expect(new Set(moscow.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(105);
    expect(moscow).toHaveLength(105);
  });
});

describe('a text from outside', () => {
  const piece = fc.oneof(fc.constantFrom(...names, '<', '>', ':', '/', '@', '!', '#', '|', 'channel', 'http', '_', '*'), fc.string());
  const text = fc.array(piece).map(pieces => pieces.join(''));

  it('is harmless and as long as it may be, wherever it stands', () => {
    fc.assert(
      fc.property(text, given => {
        const message = privately([given, given], given === '' ? undefined : given);
        expectValid(message);
        expectHarmless(message);
        expect(plain(given, 75).length).toBeLessThanOrEqual(75);
      }),
    );
  });

  it('mentions nobody when markup ends a word', () => {
    for (const given of ['@here_', '@channel_*', '@everyone~']) expect(marked(given, 75)).not.toMatch(/@(channel|here|everyone)/);
  });

  it('reads as it was', () => {
    const harmless = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });
    fc.assert(fc.property(harmless, given => void expect(plain(given, 200).replaceAll('\u2060', '')).toBe(given)));
    const decoded = (given: string) =>
      marked(given, 200).replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    fc.assert(fc.property(harmless, given => void expect(decoded(given)).toBe(given)));
  });
});
