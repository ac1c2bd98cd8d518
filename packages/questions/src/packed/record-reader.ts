// Reads what a `RecordWriter` wrote.
import { alphabets, encodingCount, encodings, type PackedValue, type StringTable } from './record-writer.ts';

/** The two characters of each byte, by encoding. */
const pairs: readonly (readonly string[] | undefined)[] = Object.values(encodings).map(encoding => {
  const [, alphabet] = Object.entries(alphabets).find(([name]) => encodings[name as keyof typeof alphabets] === encoding) ?? [];
  return alphabet && [...alphabet].flatMap(high => [...alphabet].map(low => high + low));
});

/** Reads the values of one record in their order. */
export class RecordReader {
  readonly #strings: StringTable;
  readonly #bytes: Uint8Array;
  #position: number;

  constructor(strings: StringTable, bytes: Uint8Array, position: number) {
    this.#strings = strings;
    this.#bytes = bytes;
    this.#position = position;
  }

  readInteger(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#position++] ?? 0;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  readValue(): PackedValue {
    const header = this.readInteger();
    const length = Math.floor(header / encodingCount);
    const encoding = header % encodingCount;
    // A list holds texts, and JSON is a number or a boolean.
    if (encoding === encodings.list) return Array.from({ length }, () => this.readValue() as string);
    const text = this.#readText(length, encoding);
    return encoding === encodings.json ? (JSON.parse(text) as number | boolean) : text;
  }

  #readText(length: number, encoding: number): string {
    if (encoding === encodings.shared) return this.#strings.strings[length] ?? '';
    const pairsOfByte = pairs[encoding];
    let text = '';
    if (pairsOfByte !== undefined) {
      for (let index = 0; index < length; index += 2) text += pairsOfByte[this.#bytes[this.#position++] ?? 0] ?? '';
      return length % 2 === 0 ? text : text.slice(0, length);
    }
    const isWide = encoding === encodings.utf16;
    for (let index = 0; index < length; index++) {
      const low = this.#bytes[this.#position++] ?? 0;
      text += String.fromCharCode(isWide ? low | ((this.#bytes[this.#position++] ?? 0) << 8) : low);
    }
    return text;
  }
}
