// Splits the text after `/lines` into words and `key=value` pairs, and undoes the changes that Slack makes to typed text.
import { LinekeeperError } from '@linekeeper/core/lite';

/** The parts of a command text. */
export interface Tokens {
  /** Words and quoted texts without a key, in order. */
  words: string[];
  /** `key=value` pairs in order; keys as they were typed. */
  pairs: [key: string, value: string][];
}

/** Quotes as keyboards and Slack's typographic replacement write them. */
const doubleQuotes = '"“”„«»';
const singleQuotes = "'‘’";

/** One token: an optional `key=`, then a double-quoted, single-quoted, bare or empty value. A single quote inside a word closes no value. */
const tokenPattern = new RegExp(
  String.raw`\s*(?:([-—–\w]+)=)?(?:[${doubleQuotes}]([^${doubleQuotes}]*)[${doubleQuotes}](?=\s|$)|[${singleQuotes}]((?:[^${singleQuotes}]|[${singleQuotes}](?!\s|$))*)[${singleQuotes}](?=\s|$)|(\S+)|)`,
  'uy',
);

/** Splits the text into tokens. Throws `input` if a quote is not closed. */
export function tokenize(slackText: string): Tokens {
  const text = unescapeSlackText(slackText).trim();
  const words: string[] = [];
  const pairs: [string, string][] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const [token = '', key, doubleQuoted, singleQuoted, bare] = tokenPattern.exec(text) ?? [];
    if (token === '') break;
    const value = doubleQuoted ?? singleQuoted ?? bare ?? '';
    if (value === bare && new RegExp(`^[${doubleQuotes}]`, 'u').test(bare)) throw new LinekeeperError('input', 'A quote is not closed.');
    if (key === undefined) words.push(value);
    else pairs.push([key, value]);
  }
  return { words, pairs };
}

/** Slack escapes `&`, `<` and `>`, and may turn numbers and addresses into links of the form `<tel:…|text>`. */
const unescapeSlackText = (text: string) =>
  text
    .replace(/<(?:tel|sip|mailto|https?):[^|>\s]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
