// Decodes the escapes of JSON, URLs and HTML, and leaves out what is not seen: the same text for all spellings of the same characters.

/** A text may be escaped several times: a URL in JSON in a URL. */
const maxDecodings = 4;

/** Escapes of JSON and JavaScript, percent-encoding, and references of HTML: by number, by name, and by the names that need no semicolon. */
const escapes =
  /((?:\\u[0-9a-f]{4})+)|\\(?:x([0-9a-f]{2})|u\{0{0,8}([0-9a-f]{1,6})\}|([bfnrt\\]))|((?:%[0-9a-f]{2})+)|%u([0-9a-f]{4})|&#(?:x0{0,64}([0-9a-f]{1,6})|0{0,64}([0-9]{1,7}));?|&([a-z]{2,23});|&(amp|lt|gt|quot|nbsp|shy)/gi;

/** All but visible characters of common scripts that begin no escape. Other scripts have characters that are not seen. */
const mayNeedDecoding = /[^\t-\r -$'-[\]-~\xa0-\xac\xae-\u02ff\u0370-\u05ff\u2010-\u2029\u2070-\u27ff]/;

/** Controls that are not white space, soft hyphens, characters of no width, variation selectors, tags, and what stands for a lost character. */
const invisibleCharacters = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\ufffd]|\ufeff/gu;

/** HTML's names of the characters of credentials, of white space and of what is not seen, in small letters. */
const visibleCharacters: Readonly<Record<string, string>> = {
  ...{ excl: '!', quot: '"', num: '#', dollar: '$', percnt: '%', amp: '&', apos: "'", lpar: '(', rpar: ')', ast: '*', midast: '*' },
  ...{ plus: '+', comma: ',', hyphen: '-', dash: '-', minus: '-', period: '.', sol: '/', colon: ':', semi: ';', lt: '<', equals: '=' },
  ...{ gt: '>', quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']', hat: '^', lowbar: '_' },
  ...{ underbar: '_', grave: '`', diacriticalgrave: '`', lcub: '{', lbrace: '{', verbar: '|', vert: '|', verticalline: '|' },
  ...{ rcub: '}', rbrace: '}', fjlig: 'fj', nbsp: ' ' },
};
const spaceNames = 'tab newline nonbreakingspace ensp emsp thinsp thinspace hairsp verythinspace mediumspace numsp puncsp';
const unseenNames =
  'shy zwj zwnj lrm rlm nobreak af applyfunction it invisibletimes ic invisiblecomma zerowidthspace negativeverythinspace negativethinspace negativemediumspace negativethickspace';
const namedCharacters = new Map([
  ...Object.entries(visibleCharacters),
  ...spaceNames.split(' ').map(name => [name, '\n'] as const),
  ...unseenNames.split(' ').map(name => [name, ''] as const),
]);

/** True if `decodeEscapes` may change the text. */
export const hasEscapes = (text: string): boolean => mayNeedDecoding.test(text);

/** The text with all escapes decoded, over and over, and without backslashes and characters that are not seen. */
export function decodeEscapes(text: string): string {
  let decoded = text;
  for (let round = 0; round < maxDecodings && /[\\%&]/.test(decoded); round++) {
    const next = decoded.replace(escapes, decodeEscape);
    if (next === decoded) break;
    decoded = next;
  }
  // A backslash that is left may belong to the text or escape what follows it.
  const unescaped = decoded.replaceAll('\\', '');
  return hasEscapes(unescaped) ? unescaped.replace(invisibleCharacters, '') : unescaped;
}

function decodeEscape(written: string, ...groups: (string | undefined)[]): string {
  const [units, byte, codePoint, control, percent, percentUnit, hex, decimal, name, shortName] = groups;
  if (units !== undefined) return decodeUnits(units);
  if (control !== undefined) return control === '\\' ? control : '\n';
  if (percent !== undefined) return decodePercent(percent);
  const reference = name ?? shortName;
  if (reference !== undefined) return namedCharacters.get(reference.toLowerCase()) ?? written;
  const code = decimal === undefined ? parseHex(byte ?? codePoint ?? percentUnit ?? hex ?? '') : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

/** A loop, since some providers escape every letter that is not ASCII. */
function decodeUnits(written: string): string {
  let text = '';
  for (let index = 2; index < written.length; index += 6) text += String.fromCharCode(parseHex(written.slice(index, index + 4)));
  return text;
}

const parseHex = (digits: string): number => Number.parseInt(digits, 16);

/** Bytes that are not UTF-8 become replacement characters. */
const decodePercent = (text: string): string => new TextDecoder().decode(Uint8Array.from(text.slice(1).split('%'), parseHex));
