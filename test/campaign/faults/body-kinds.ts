// Bodies: encodings, texts that are not JSON, JSON of the wrong shape, and sizes.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { codesAt, type FaultCode, type FaultKind, type FaultyRequest, plantedText, send } from './fault-kind.ts';

const repeat = (text: string, count: number) => text.repeat(count);
const deep = (count: number) => repeat('[', count) + repeat(']', count);

const malformed: readonly FaultCode[] = ['malformed'];

const kind = (
  name: string,
  codes: readonly FaultCode[],
  body: string | Buffer | ((request: FaultyRequest) => string | Buffer),
  headers: Record<string, string> = {},
): FaultKind => ({ name, codes, respond: send(body, 200, headers) });

const large = (name: string, body: string | Buffer, headers: Record<string, string> = {}): FaultKind => ({
  ...kind(name, malformed, body, headers),
  isLarge: true,
});

const compressed = (encoding: string) => ({ 'content-encoding': encoding });

/** Shapes that no list has. */
const shapes = [
  '[]',
  '[[]]',
  'null',
  'true',
  '1',
  '"text"',
  '{"result":{"data":"x"},"sipAccounts":{},"sipPhones":"x","sips":"x","numbers":1}',
  '{"result":{"data":{"0":{}}},"sipAccounts":{"0":{}},"sipPhones":{},"sips":{"a":{}},"numbers":{"a":1}}',
];

/** Shapes that Exolve has for an empty list. */
const emptyAtExolve = [
  '{}',
  '{"result":null}',
  '{"result":[]}',
  '{"result":{}}',
  '{"result":{"data":null},"sipAccounts":null,"sipPhones":null,"sips":null,"numbers":null}',
];

/** Texts that are not JSON, or JSON and more. */
const texts: Readonly<Record<string, string | Buffer | ((request: FaultyRequest) => string | Buffer)>> = {
  'an empty body': '',
  'a blank body': ' \n ',
  'a page of HTML': ({ credential }) => `<html><h1>${plantedText}</h1>${credential}</html>`,
  'a page of 50 KB': ({ credential }) => `<html>${repeat(plantedText + credential, 500)}`,
  'cut JSON': ({ page }) => page.slice(0, -7),
  'JSON and more': ({ page }) => `${page}\n{}`,
  JSONP: ({ page }) => `cb(${page})`,
  'a guard before JSON': ({ page }) => `)]}',\n${page}`,
  NaN: ({ page }) => page.replace(/^\{/, '{"n":NaN,'),
  'a comma too many': ({ page }) => page.replace(/\}$/, ',}'),
  'single quotes': ({ page }) => page.replaceAll('"', "'"),
  'a form': ({ credential }) => `error=${plantedText}&key=${credential}`,
  XML: ({ credential }) => `<?xml version="1.0"?><error key="${credential}">${plantedText}</error>`,
  'UTF-16': ({ page }) => Buffer.from(`\ufeff${page}`, 'utf16le'),
  'bytes that are not UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'NUL bytes': Buffer.alloc(1_000),
};

/** Kinds that are told by the body. */
export const bodyKinds: readonly FaultKind[] = [
  ...shapes.map((body): FaultKind => ({ name: `shape ${body.slice(0, 60)}`, codes: malformed, respond: send(body) })),
  ...emptyAtExolve.map(
    (body): FaultKind => ({ name: `shape ${body.slice(0, 60)}`, codes: codesAt('exolve', ['ok'], malformed), respond: send(body) }),
  ),
  ...Object.entries(texts).map(([name, body]) => kind(name, malformed, body)),
  kind('UTF-8 with a byte order mark', ['ok'], ({ page }) => `\ufeff${page}`),
  kind('a wrong content type', ['ok'], ({ page }) => page, { 'content-type': 'text/plain; charset=koi8-r' }),
  kind('blanks around JSON', ['ok'], ({ page }) => `\r\n\t ${page} \n`),
  kind('unknown members', ['ok'], ({ page, credential }) =>
    page.replace(/\}$/, `,"__proto__":{"x":1},"debug":"${credential}"}`).replace('{,', '{'),
  ),
  kind('its own key in every row', ['ok'], ({ page, credential }) => page.replaceAll('"name":"', `"name":"${credential} `)),
  kind('deep arrays without an end', malformed, repeat('[', 100_000)),
  kind('deep objects without an end', malformed, repeat('{"a":', 50_000)),
  kind('deep rows', malformed, `{"result":{"data":{"a":${deep(100_000)}}},"sips":{"a":${deep(100_000)}},"numbers":{"a":1}}`),
  large('two million rows', `{"sips":[${repeat('{},', 2_000_000)}{}]}`),
  kind(
    'rows of other types',
    ['ok', 'malformed'],
    '{"result":{"data":[1]},"sipAccounts":[null],"sipPhones":["x"],"sips":[[]],"numbers":[true]}',
  ),
  large('a number of a million digits', `{"error":${repeat('9', 1_000_000)}}`),
  {
    ...large('200,000 numbers of 20 digits', `{"sips":[${repeat('12345678901234567890,', 200_000)}1]}`),
    codes: codesAt('exolve', ['ok', 'malformed'], malformed),
  },
  large('a text of 5 MB', `{"error":"${repeat('x', 5_000_000)}"}`),
  large('40 MB of blanks', Buffer.alloc(40 * 1024 * 1024, ' ')),
  // The HTTP clients of the surfaces need not know encodings that the request did not offer.
  kind('gzip', ['ok', 'malformed'], ({ page }) => gzipSync(page), compressed('gzip')),
  kind('gzip of gzip', malformed, gzipSync(gzipSync(Buffer.alloc(1024 * 1024))), compressed('gzip, gzip')),
  large('a gzip bomb', gzipSync(Buffer.alloc(60 * 1024 * 1024)), compressed('gzip')),
  large('a brotli bomb', brotliCompressSync(Buffer.alloc(60 * 1024 * 1024)), compressed('br')),
  kind('deflate', ['ok', 'malformed'], ({ page }) => deflateSync(page), compressed('deflate')),
  kind('plain text that calls itself gzip', ['malformed', 'ok'], ({ page }) => page, compressed('gzip')),
  kind('an unknown encoding', ['malformed', 'ok'], ({ page }) => page, compressed('zstd-9')),
];
