// Credentials in rows and errors, in every spelling of JSON, URL, base64 and HTML.
import { isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { cleanBody } from '../../../packages/core/src/http/clean-response.ts';
import { decodeEscapes, SecretFinder } from '../../../packages/core/src/http/secret-spellings.ts';
import { parseLosslessJson } from '../../../packages/core/src/text/json.ts';
import fc from '../../random.ts';

const toHex = (character: string, width: number) => (character.codePointAt(0) ?? 0).toString(16).padStart(width, '0');
const mapCharacters = (text: string, map: (character: string) => string) => [...text].map(map).join('');
const encodeUrl = (text: string) => encodeURIComponent(text);

/** Each writes the same characters in another way. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  plain: text => text,
  'JSON text': text => JSON.stringify(text).slice(1, -1),
  'JSON with an escaped solidus': text => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON escapes': text => mapCharacters(text, character => `\\u${toHex(character, 4)}`),
  'JSON escapes in capitals': text => mapCharacters(text, character => `\\u${toHex(character, 4).toUpperCase()}`),
  'JSON in JSON': text => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  URL: encodeUrl,
  'URL in small letters': text => encodeUrl(text).replace(/%../g, percent => percent.toLowerCase()),
  'URL, every character': text => mapCharacters(text, character => `%${toHex(character, 2)}`),
  'URL in a URL': text => encodeUrl(encodeUrl(text)),
  'URL of every second character': text =>
    [...text].map((character, index) => (index % 2 === 0 ? `%${toHex(character, 2)}` : encodeUrl(character))).join(''),
  'HTML by name': text =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
  'HTML in decimals': text => mapCharacters(text, character => `&#${character.codePointAt(0)};`),
  'HTML in hexadecimals': text => mapCharacters(text, character => `&#x${toHex(character, 2)};`),
  'HTML in hexadecimals with zeros and capitals': text => mapCharacters(text, character => `&#X${toHex(character, 6).toUpperCase()};`),
  base64: text => Buffer.from(text).toString('base64'),
  base64url: text => Buffer.from(text).toString('base64url'),
  'base64 behind a name': text => Buffer.from(`user:${text}`).toString('base64'),
  'base64 behind another name': text => Buffer.from(`user1:${text}!`).toString('base64'),
  'base64 in a URL': text => encodeUrl(Buffer.from(`u:${text}`).toString('base64')),
};

const secret = fc.stringMatching(/^[!-~]{12,60}$/).filter(text => decodeEscapes(text) === text.replaceAll('\\', ''));

describe.each(Object.entries(spellings))('a secret spelled as %s', (_, spell) => {
  it('is found in an error, and nothing of it is left', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('', 'the key ', 'key='), fc.constantFrom('', ' is old', '"'), (text, before, after) => {
        const redacted = new SecretFinder([text]).redact(before + spell(text) + after);
        expect(redacted).toContain('[redacted]');
        expect(redacted).not.toContain(spell(text));
      }),
    );
  });

  it('is found in the parsed values of a row, in names too', () => {
    fc.assert(
      fc.property(secret, text => {
        const json = JSON.stringify({ rows: [{ name: `x ${spell(text)}`, [spell(text)]: [{ deep: spell(text) }], other: 'stays' }] });
        const body = cleanBody(parseLosslessJson(json), json, new SecretFinder([text]));
        const shown = JSON.stringify(body);
        expect(shown).not.toContain(JSON.stringify(spell(text)).slice(1, -1));
        expect(shown).toContain('stays');
      }),
    );
  });
});

describe('a secret', () => {
  it('is found where the provider escapes it in its JSON', () => {
    const json = '{"rows":[{"name":"\\u0074oken-of-acme-0001"}]}';
    expect(cleanBody(parseLosslessJson(json), json, new SecretFinder(['token-of-acme-0001']))).toEqual({ rows: [{ name: '[redacted]' }] });
  });

  it('is found as a number', () => {
    const json = '{"a":123456789012}';
    expect(cleanBody(parseLosslessJson(json), json, new SecretFinder(['123456789012']))).toEqual({ a: '[redacted]' });
  });

  it('changes nothing in other texts', () => {
    const body = { rows: [{ name: 'Anna & B 100% \\u', list: ['&lt;'] }] };
    const json = JSON.stringify(body);
    expect(cleanBody(body, json, new SecretFinder(['token-of-acme-0001']))).toBe(body);
  });

  it('makes no value deeper than a hundred levels, whatever came', () => {
    const json = `${'['.repeat(20_000)}"token-of-acme-0001"${']'.repeat(20_000)}`;
    expect(() => cleanBody(JSON.parse(json), json, new SecretFinder(['token-of-acme-0001']))).not.toThrow();
  });
});

describe('hidden text in a row', () => {
  const tags = [...'ignore'].map(letter => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
  it.each([
    [`Anna${tags}`, /^Anna\ufffd+$/],
    ['Anna\u{e0100}\u{e01ef}', /^Anna\ufffd\ufffd$/],
    ['Anna\ufe00\ufe0f', /^Anna\ufffd\ufffd$/],
    ['\u260e\ufe0f Anna', /^\u260e\ufe0f Anna$/],
  ])('is replaced: %j', (name, expected) => {
    for (const json of [
      JSON.stringify({ name }),
      `{"name":"${[...Array(name.length).keys()].map(i => `\\u${name.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"}`,
    ]) {
      const body = cleanBody(parseLosslessJson(json), json, new SecretFinder([]));
      expect(isRecord(body) && body.name).toMatch(expected);
    }
  });
});
