// Credentials in rows and errors, in every spelling of JSON, URL, base64 and HTML.
import { isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { cleanBody } from '../../../packages/core/src/http/clean-response.ts';
import { decodeEscapes, hasEscapes } from '../../../packages/core/src/http/decode-escapes.ts';
import { SecretFinder } from '../../../packages/core/src/http/secret-spellings.ts';
import { parseLosslessJson } from '../../../packages/core/src/text/json.ts';
import fc from '../../random.ts';
import { longSpellings, spellings } from '../spellings.ts';

const writeSecret = (minChars: number) =>
  fc.stringMatching(new RegExp(`^[!-~]{${minChars},60}$`)).filter(text => decodeEscapes(text) === text.replaceAll('\\', ''));
const cases = [
  ...Object.entries(spellings).map(([name, spell]) => ({ name, spell, secret: writeSecret(12) })),
  ...Object.entries(longSpellings).map(([name, spell]) => ({ name, spell, secret: writeSecret(30) })),
];

describe.each(cases)('a secret spelled as $name', ({ spell, secret }) => {
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

  it.each([
    'Anna & B 100% \\u',
    '&lt;&UnderBar;',
    'of ac\u00adme, to\u200bken',
    'first line\nsecond line\r\n\tthird',
    '\u0645\u062d\u0645\u062f 👨\u200d👩',
    'tokenofacme0001, to ken-of-acme-0002',
  ])('changes nothing in other texts: %j', name => {
    const body = { rows: [{ name, list: [name] }] };
    const json = JSON.stringify(body);
    expect(cleanBody(body, json, new SecretFinder(['token-of-acme-0001', 'x'.repeat(40)]))).toBe(body);
  });

  it('is not seen in neighboring words, however they are set', () => {
    const finder = new SecretFinder(['copenhagen', 'correct horse']);
    for (const text of ['Copen & hagen\ncopen hagen', 'copen\nhagen', 'correct-horse']) expect(finder.isIn(text)).toBe(false);
    for (const text of ['%63openhagen', 'correct+horse', 'correct\nhorse']) expect(finder.isIn(text)).toBe(true);
  });

  it('is decoded wherever a character is that is not seen', () => {
    const unseen = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|\ufeff/u;
    const missed: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      if (unseen.test(character) && !(hasEscapes(`a${character}b`) && decodeEscapes(`a${character}b`) === 'ab'))
        missed.push(code.toString(16));
    }
    expect(missed).toEqual([]);
  });

  it('is decoded a bounded number of times', () => {
    expect(decodeEscapes(`%${'25'.repeat(100_000)}41`)).toContain('2525');
  });

  it('is found beside hidden text', () => {
    const name = `to\u{e0061}ken-of-\ufe00acme-0001`;
    const json = JSON.stringify({ name, other: 'Anna\u{e0061}' });
    expect(cleanBody(parseLosslessJson(json), json, new SecretFinder(['token-of-acme-0001']))).toEqual({
      name: '[redacted]',
      other: 'Anna\ufffd',
    });
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
