// Splits the text after `/lines` into words and `key=value` pairs, as people type them.
import { LinekeeperError } from '@linekeeper/core/lite';
import { unescapeSlackText } from './slack-text.ts';

/** The parts of a command text. */
export interface Tokens {
  /** Words and quoted texts without a key, in order. */
  words: string[];
  /** `key=value` pairs in order; keys as they were typed. The value of an option without one, `--full`, is undefined. */
  pairs: [key: string, value: string | undefined][];
}

/** Quotes as keyboards and Slack's typographic replacement write them. */
const doubleQuotes = '"“”„«»';
const singleQuotes = "'‘’";
/** Formatting that Slack leaves in the text: bold, code, strike-through. Italics (`_`) are letters of keys and names, too. */
const marks = '[*`~]*';

/** A value: double-quoted, single-quoted or bare. A single quote inside a word closes no value. A blank behind a comma goes on with the list. */
const value = String.raw`(?:${marks}[${doubleQuotes}]([^${doubleQuotes}]*)[${doubleQuotes}]${marks}(?=\s|$)|${marks}[${singleQuotes}]((?:[^${singleQuotes}]|[${singleQuotes}](?!${marks}(?:\s|$)))*)[${singleQuotes}]${marks}(?=\s|$)|(\S+))`;

/** Names may be formatted, and have dashes before them. */
const name = String.raw`${marks}_?([-—–]{0,3}[A-Za-z][-\w]*?)_?${marks}`;
const equalsSign = new RegExp(String.raw`${name}\s*[=＝]+${marks}\s*`, 'uy');
const colon = new RegExp(String.raw`${name}[:：]${marks}\s*`, 'uy');
const option = new RegExp(String.raw`${marks}(?:--|—|–)([A-Za-z][-\w]*)${marks}(?:\s+|$)`, 'uy');
const valuePattern = new RegExp(value, 'uy');
const listPattern = /(?<=,)\s+(\S+)|\s+(,\s*\S+)/uy;
const openQuote = new RegExp(`^[${doubleQuotes}]`, 'u');
const quotedList = new RegExp(`^(?:[${doubleQuotes}][^${doubleQuotes}]*[${doubleQuotes}](?:,|$))+$`, 'u');
const anyDoubleQuote = new RegExp(`[${doubleQuotes}]`, 'gu');
const blanks = /\s*/uy;

/** Longer texts are refused before they are split. */
const maxTextChars = 2_000;

/** Splits the text into tokens. `isKey` tells whether `name: value` is a pair. Throws `input` if a quote is not closed, or the text is too long. */
export function tokenize(slackText: string, isKey: (name: string) => boolean = () => false): Tokens {
  if (slackText.length > maxTextChars) throw new LinekeeperError('input', `The text has more than ${maxTextChars} characters.`);
  const reader = new TokenReader(unescapeSlackText(slackText), isKey);
  const tokens: Tokens = { words: [], pairs: [] };
  for (reader.skip(blanks); !reader.isAtEnd; reader.skip(blanks)) {
    const key = reader.readKey();
    if (key !== undefined) tokens.pairs.push([key, reader.isAtKey ? '' : reader.readList()]);
    else {
      const optionName = reader.skip(option)?.[1];
      if (optionName === undefined) tokens.words.push(reader.readValue());
      else tokens.pairs.push([optionName, reader.isAtEnd || reader.isAtKey || reader.isAt(option) ? undefined : reader.readList()]);
    }
  }
  return tokens;
}

class TokenReader {
  readonly #text: string;
  readonly #isKey: (name: string) => boolean;
  #position = 0;

  constructor(text: string, isKey: (name: string) => boolean) {
    this.#text = text;
    this.#isKey = isKey;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  /** True before another pair: then the key has no value. */
  get isAtKey(): boolean {
    const position = this.#position;
    const key = this.readKey();
    this.#position = position;
    return key !== undefined;
  }

  isAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    return pattern.test(this.#text);
  }

  /** Reads what the pattern matches here, if it does. */
  skip(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#position += found[0].length;
    return found;
  }

  /** Reads `key=` or, for a known key, `key:`. */
  readKey(): string | undefined {
    const position = this.#position;
    const key = this.skip(equalsSign)?.[1];
    if (key !== undefined) return key;
    const name = this.skip(colon)?.[1];
    if (name !== undefined && this.#isKey(name)) return name;
    this.#position = position;
    return undefined;
  }

  /** Reads one value; empty at the end. */
  readValue(): string {
    const [, doubleQuoted, singleQuoted, bare] = this.skip(valuePattern) ?? [];
    if (bare !== undefined && quotedList.test(bare)) return bare.replace(anyDoubleQuote, '');
    if (bare !== undefined && openQuote.test(bare)) throw new LinekeeperError('input', 'A quote is not closed.');
    return doubleQuoted ?? singleQuoted ?? stripMarks(bare ?? '');
  }

  /** Reads a value and, behind commas, further ones. */
  readList(): string {
    let list = this.readValue();
    while (!this.isAtEnd) {
      const [, next, nextWithComma] = this.#text[this.#position - 1] === ',' || this.isAt(/\s+,/uy) ? (this.skip(listPattern) ?? []) : [];
      const more = next ?? nextWithComma;
      if (more === undefined) break;
      list += stripMarks(more);
    }
    return list;
  }
}

/** Removes formatting from the ends of a word; a word of nothing else stays. */
const stripMarks = (word: string): string => {
  const plain = word.replace(/^[*`~]+|[*`~]+$/g, '').replace(/^_([^_]+)_$/, '$1');
  return plain === '' ? word : plain;
};
