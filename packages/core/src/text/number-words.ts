// The words that people write before and behind a phone number, in English, Danish and Russian, and common ones of their neighbors.

/** Words for a telephone. A single letter counts with a dot or a colon only: `T: 70 30 50 50`. */
const labels = new Set(
  `tel telf telefon telefonnr telefonnummer telephone tlf tlfnr phone ph mobil mobilnr mobilnummer mobiltelefon mobile mob cell cellphone
  fax number nummer no nr num direkte direct dial call ring kontor office work arbejde hjem home privat private main hovednummer hotline
  support switchboard omstilling t m p f d тел телефон моб мобильный сот сотовый раб рабочий дом домашний факс номер прямой т м ф`.split(
    /\s+/,
  ),
);

const extensionWord =
  'extension|extn|ext|xt|x|х|добавочный|доб|внутренний|внутр|вн|доп|lokalnummer|lokalnr|lokal|lok|local|internal|internt|intern|int|anknytning|ankn|durchwahl|dw|nebenstelle|apparat|app|poste';

const leadingExtension = new RegExp(String.raw`^(?:${extensionWord})(?!\p{L})`, 'iu');

/** An extension at the end of a text: a word or `#`, perhaps with "no." behind it, and up to seven digits. */
const trailingExtension = new RegExp(
  String.raw`[\s,;.([-]*(?:(?<!\p{L})(?:${extensionWord})(?!\p{L})[.:=\s]*(?:(?:number|nummer|no|nr|номер)[.:\s]*)?#?|#)\s*(\d{1,7})[\s)\]#.]*$`,
  'iu',
);

/** Words between two numbers, or between the first and the last one of a range. */
const conjunction = /\d[^\p{L}\d]*(?<!\p{L})(?:and|og|or|eller|und|oder|och|et|ou|samt|и|или)(?!\p{L})[^\p{L}\d]*\d/iu;
const rangeWord = /\d[^\p{L}\d]*(?<!\p{L})(?:to|til|till|bis|through|thru|по|до)(?!\p{L})[^\p{L}\d]*\d|\d\s*(?:\.\.+|…)\s*\d/iu;

/** True if a text has two numbers with a word such as "and" between them. */
export const hasConjunction = (text: string): boolean => conjunction.test(text);

/** True if a text has two numbers with a word such as "to", or dots, between them. */
export const hasRangeWord = (text: string): boolean => rangeWord.test(text);

/** Splits the extension off the end of a text, if there is one behind other digits. */
export function splitExtension(text: string): { rest: string; extension?: string } {
  const found = trailingExtension.exec(text);
  const rest = text.slice(0, found?.index);
  return found?.[1] !== undefined && /\d/.test(rest) ? { rest, extension: found[1] } : { rest: text };
}

/** Removes words for a telephone, and for an extension, before the first digit, and words for a telephone behind the last one. */
export function stripLabels(text: string): string {
  let rest = text;
  for (;;) {
    const [label = '', word = '', mark] = /^[^\p{L}\d+]*(\p{L}+)(\s*[.:])?[^\p{L}\d+(]*/u.exec(rest) ?? [];
    const isLabel = labels.has(word.toLowerCase()) && (word.length > 1 || mark !== undefined);
    if (!isLabel && !leadingExtension.test(word)) break;
    rest = rest.slice(label.length);
  }
  for (;;) {
    const [label = '', word = ''] = /[^\p{L}\d]+(\p{L}{2,})[^\p{L}\d]*$/u.exec(rest) ?? [];
    if (!labels.has(word.toLowerCase())) return rest;
    rest = rest.slice(0, -label.length);
  }
}
