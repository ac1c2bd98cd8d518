// The text after `/lines` as words and `key=value` pairs, the way people type and Slack changes it.
import { LinekeeperError } from '@linekeeper/core/lite';

export interface Words {
  /** What stands by itself. */
  words: string[];
  /** `key=value`, in the order in which they stand; a key as it was typed. */
  pairs: [key: string, value: string][];
}

/** Quotes as keyboards and Slack's own typography write them. */
const double = '"“”„«»';
const single = "'‘’";

const piece = new RegExp(
  String.raw`\s*(?:([-—–\w]+)=)?(?:[${double}]([^${double}]*)[${double}](?=\s|$)|[${single}]((?:[^${single}]|[${single}](?!\s|$))*)[${single}](?=\s|$)|(\S+)|)`,
  'uy',
);

/** Splits the text. Throws `input` where a quote is not closed. */
export function split(given: string): Words {
  const text = unescaped(given).trim();
  const words: string[] = [];
  const pairs: [string, string][] = [];
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const [all = '', key, inDouble, inSingle, bare] = piece.exec(text) ?? [];
    if (all === '') break;
    const value = inDouble ?? inSingle ?? bare ?? '';
    if (value === bare && new RegExp(`^[${double}]`, 'u').test(bare))
      throw new LinekeeperError('input', 'A quote is opened and not closed.');
    if (key === undefined) words.push(value);
    else pairs.push([key, value]);
  }
  return { words, pairs };
}

/** Slack writes three characters as entities, and may make a link of what looks like a number or an address. */
const unescaped = (text: string) =>
  text
    .replace(/<(?:tel|sip|mailto|https?):[^|>\s]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
