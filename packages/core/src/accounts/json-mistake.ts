// Finds the first mistake in a JSON text, with its place and what was expected there. The text may hold secrets and is never quoted.

/** The first mistake of a JSON text. */
export interface JsonMistake {
  /** Both count from 1. */
  line: number;
  column: number;
  /** What stands there and what was expected instead, in a sentence. */
  explanation: string;
}

/** Finds the first mistake; undefined if the text is valid JSON. */
export function findJsonMistake(text: string): JsonMistake | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { offset, explanation } = new Scanner(text).scan();
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, explanation };
  }
}

/** Where a scan ended, and why. */
interface Stop {
  offset: number;
  explanation: string;
}

/** What a character is called that people type instead of what JSON has. */
const misplacedCharacters: readonly (readonly [RegExp, string])[] = [
  [/^(?:\/\/|\/\*|#)/, 'a comment, which JSON does not have'],
  [/^[“”„«»‘’]/, 'a typographic quote; JSON has straight ones: "'],
  [/^'/, 'a single quote; JSON has double ones: "'],
  [/^,/, 'a comma too many'],
  [/^[\p{L}_$]/u, 'a word without quotes'],
];

/** Recursive descent over the grammar of JSON; the first mistake ends it. */
class Scanner {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Stop {
    if (this.#text.trim() === '') return { offset: 0, explanation: 'It is empty.' };
    if (this.#text.includes('\0')) return { offset: this.#text.indexOf('\0'), explanation: 'It is not UTF-8. Save it as UTF-8.' };
    const stop = this.#scanValue('a value') ?? this.#expectEnd();
    return stop ?? { offset: this.#offset, explanation: 'A value is written in a way that JSON does not have.' };
  }

  #expectEnd(): Stop | undefined {
    this.#skipSpace();
    return this.#offset === this.#text.length ? undefined : this.#fail('the end');
  }

  #scanValue(expected: string): Stop | undefined {
    this.#skipSpace();
    switch (this.#text[this.#offset]) {
      case '{':
        return this.#scanEntries('}', () => this.#scanMember());
      case '[':
        return this.#scanEntries(']', () => this.#scanValue('a value'));
      case '"':
        return this.#scanString();
      default:
        return this.#scanLiteral(expected);
    }
  }

  #scanEntries(close: string, scanEntry: () => Stop | undefined): Stop | undefined {
    this.#offset++;
    this.#skipSpace();
    if (this.#take(close)) return undefined;
    for (;;) {
      const stop = scanEntry();
      if (stop !== undefined) return stop;
      this.#skipSpace();
      if (this.#take(close)) return undefined;
      const comma = this.#offset;
      if (!this.#take(',')) return this.#fail(`"," or "${close}"`);
      this.#skipSpace();
      if (this.#text[this.#offset] === close) return { offset: comma, explanation: `Found there: a comma before the closing "${close}".` };
    }
  }

  #scanMember(): Stop | undefined {
    this.#skipSpace();
    if (this.#text[this.#offset] !== '"') return this.#fail('a key in double quotes');
    const stop = this.#scanString();
    if (stop !== undefined) return stop;
    this.#skipSpace();
    return this.#take(':') ? this.#scanValue('a value') : this.#fail('":"');
  }

  #scanString(): Stop | undefined {
    const match = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;
    match.lastIndex = this.#offset;
    const [text = ''] = match.exec(this.#text) ?? [];
    const start = this.#offset;
    this.#offset += text.length;
    return this.#take('"')
      ? undefined
      : { offset: start, explanation: 'Found there: a string without its closing quote on the same line.' };
  }

  #scanLiteral(expected: string): Stop | undefined {
    const match = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
    match.lastIndex = this.#offset;
    const [literal] = match.exec(this.#text) ?? [];
    if (literal === undefined) return this.#fail(expected);
    this.#offset += literal.length;
    return undefined;
  }

  #fail(expected: string): Stop {
    const rest = this.#text.slice(this.#offset, this.#offset + 2);
    const found = rest === '' ? 'the end' : misplacedCharacters.find(([pattern]) => pattern.test(rest))?.[1];
    return { offset: this.#offset, explanation: `${found === undefined ? '' : `Found there: ${found}. `}Expected: ${expected}.` };
  }

  #take(character: string): boolean {
    if (this.#text[this.#offset] !== character) return false;
    this.#offset++;
    return true;
  }

  #skipSpace(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#offset] ?? '')) this.#offset++;
  }
}
