// Ways to write the same characters: of JSON, URLs, HTML and base64, broken into lines, and with characters that are not seen.

const toHex = (character: string, width: number) => (character.codePointAt(0) ?? 0).toString(16).padStart(width, '0');
const mapCharacters = (text: string, map: (character: string) => string) => [...text].map(map).join('');
const encodeUrl = (text: string) => encodeURIComponent(text);
const toBase64 = (text: string) => Buffer.from(text).toString('base64');
const breakLines = (text: string, chars: number, end: string) => text.match(new RegExp(`.{1,${chars}}`, 'gs'))?.join(end) ?? '';

/** HTML's own names of the punctuation of ASCII, those that are seldom used too. */
const entityNames: Readonly<Record<string, readonly string[]>> = {
  ...{ '!': ['excl'], '"': ['quot', 'QUOT'], '#': ['num'], $: ['dollar'], '%': ['percnt'], '&': ['amp', 'AMP'], "'": ['apos'] },
  ...{ '(': ['lpar'], ')': ['rpar'], '*': ['ast', 'midast'], '+': ['plus'], ',': ['comma'], '.': ['period'], '/': ['sol'] },
  ...{ ':': ['colon'], ';': ['semi'], '<': ['lt', 'LT'], '=': ['equals'], '>': ['gt', 'GT'], '?': ['quest'], '@': ['commat'] },
  ...{ '[': ['lsqb', 'lbrack'], '\\': ['bsol'], ']': ['rsqb', 'rbrack'], '^': ['Hat'], _: ['lowbar', 'UnderBar'] },
  ...{ '`': ['grave', 'DiacriticalGrave'], '{': ['lcub', 'lbrace'], '|': ['verbar', 'vert', 'VerticalLine'], '}': ['rcub', 'rbrace'] },
};
const nameCharacter = (which: number) => (character: string) => {
  const names = entityNames[character];
  return names === undefined ? character : `&${names[which % names.length]};`;
};

/** Characters that are not seen, or hardly. */
const invisible: Readonly<Record<string, string>> = {
  ...{ 'spaces of no width': '\u200b', 'joiners of no width': '\u200d', 'word joiners': '\u2060', 'byte order marks': '\ufeff' },
  ...{ 'soft hyphens': '\u00ad', 'variation selectors': '\ufe0f', 'further variation selectors': '\u{e0101}', tags: '\u{e0061}' },
  ...{
    'marks of direction': '\u202e',
    controls: '\u0007',
    'replacement characters': '\ufffd',
    fillers: '\u3164',
    'lost surrogates': '\ud83d',
  },
};
const insert = (text: string, between: string) => [...text].join(between);

/** Each writes the same characters in another way. */
export const spellings: Readonly<Record<string, (text: string) => string>> = {
  plain: text => text,
  'JSON text': text => JSON.stringify(text).slice(1, -1),
  'JSON with an escaped solidus': text => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON escapes': text => mapCharacters(text, character => `\\u${toHex(character, 4)}`),
  'JSON escapes in capitals': text => mapCharacters(text, character => `\\u${toHex(character, 4).toUpperCase()}`),
  'JSON in JSON': text => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'escapes of JavaScript': text => mapCharacters(text, character => `\\u{${toHex(character, 2)}}`),
  'bytes of JavaScript': text => mapCharacters(text, character => `\\x${toHex(character, 2)}`),
  URL: encodeUrl,
  'URL in small letters': text => encodeUrl(text).replace(/%../g, percent => percent.toLowerCase()),
  'URL, every character': text => mapCharacters(text, character => `%${toHex(character, 2)}`),
  'URL in units': text => mapCharacters(text, character => `%u${toHex(character, 4)}`),
  'URL in a URL': text => encodeUrl(encodeUrl(text)),
  'URL of every second character': text =>
    [...text].map((character, index) => (index % 2 === 0 ? `%${toHex(character, 2)}` : encodeUrl(character))).join(''),
  'HTML by name': text =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
  'HTML by the name of all punctuation': text => mapCharacters(text, nameCharacter(0)),
  'HTML by other names': text => mapCharacters(text, nameCharacter(1)),
  'HTML by the last names': text => mapCharacters(text, nameCharacter(2)),
  'HTML in decimals': text => mapCharacters(text, character => `&#${character.codePointAt(0)};`),
  'HTML in hexadecimals': text => mapCharacters(text, character => `&#x${toHex(character, 2)};`),
  'HTML in hexadecimals with zeros and capitals': text => mapCharacters(text, character => `&#X${toHex(character, 6).toUpperCase()};`),
  'HTML in decimals with many zeros': text => mapCharacters(text, character => `&#${String(character.codePointAt(0)).padStart(40, '0')};`),
  base64: toBase64,
  base64url: text => Buffer.from(text).toString('base64url'),
  'base64 behind a name': text => toBase64(`user:${text}`),
  'base64 behind another name': text => toBase64(`user1:${text}!`),
  'base64 in a URL': text => encodeUrl(toBase64(`u:${text}`)),
  'base64 in lines of mail': text => breakLines(toBase64(`${'x'.repeat(50)}:${text}`), 76, '\r\n'),
  'base64 in short lines': text => breakLines(toBase64(text), 7, '\n'),
  'base64 in lines that are set in': text => breakLines(toBase64(`u:${text}`), 20, '\n    '),
  'base64 in lines of a URL': text => encodeUrl(breakLines(toBase64(text), 9, '\r\n')),
  'base64 in lines of JSON in JSON': text => JSON.stringify(JSON.stringify(breakLines(toBase64(text), 10, '\n'))).slice(3, -3),
  'base64 in lines of HTML': text => breakLines(toBase64(text), 11, '&NewLine;'),
  'base64 with a tab': text => breakLines(toBase64(text), 13, '\t'),
  'lines of one character': text => insert(text, '\n'),
  ...Object.fromEntries(Object.entries(invisible).map(([name, between]) => [`${name} inside`, (text: string) => insert(text, between)])),
  'base64 with spaces of no width inside': text => insert(toBase64(text), '\u200b'),
  'soft hyphens of HTML inside': text => insert(text, '&shy;'),
  'spaces of no width of HTML inside': text => insert(text, '&ZeroWidthSpace;'),
  'escaped joiners inside': text => insert(text, '\\u200d'),
  'joiners of a URL inside': text => encodeUrl(insert(text, '\u200d')),
};

/** Spellings of which a text is found only where it is long enough. */
export const longSpellings: Readonly<Record<string, (text: string) => string>> = {
  'base64 with a space': text => toBase64(text).replace(/^.{16}/, '$& '),
  'base64 in lines that became spaces': text => breakLines(toBase64(`${'x'.repeat(52)}:${text}`), 76, ' '),
  'base64 in lines of a page': text => breakLines(toBase64(`${'x'.repeat(43)}:${text}`), 64, '<br>'),
};
