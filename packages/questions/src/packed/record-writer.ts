// Writes values in few bytes: hexadecimal ids and numbers as half bytes, texts that come again and again as an index.

/** What a field of a record may hold. */
export type PackedValue = string | number | boolean | readonly string[];

/** How the bytes of a value are read; its length stands beside it. */
export const encodings = { latin1: 0, decimal: 1, lowerHex: 2, upperHex: 3, shared: 4, utf16: 5, list: 6, json: 7 } as const;

/** Encodings are three bits of a header, the length is the rest. */
export const encodingCount = 8;

/** The characters of the encodings with half a byte for each. The first has those of numbers, times and addresses. */
export const alphabets = { decimal: '0123456789+-.:/ ', lowerHex: '0123456789abcdef', upperHex: '0123456789ABCDEF' } as const;

/** More different shared texts than this are written as they are. */
const maxStrings = 4_096;

const initialBytes = 256;
/** Seven bits a byte. */
const maxIntegerBytes = 8;
const asciiCount = 128;
const missing = 255;

/** The half byte of each ASCII character, by alphabet. */
const halfBytes = { decimal: indexAlphabet('decimal'), lowerHex: indexAlphabet('lowerHex'), upperHex: indexAlphabet('upperHex') };

function indexAlphabet(name: keyof typeof alphabets): Uint8Array {
  const indexes = new Uint8Array(asciiCount).fill(missing);
  for (const [index, character] of [...alphabets[name]].entries()) indexes[character.charCodeAt(0)] = index;
  return indexes;
}

/** Texts that records share, by their index. */
export class StringTable {
  readonly strings: string[] = [];
  readonly #indexes = new Map<string, number>();

  /** Returns the index of a text; undefined if there are too many. */
  add(text: string): number | undefined {
    const known = this.#indexes.get(text);
    if (known !== undefined || this.strings.length >= maxStrings) return known;
    this.#indexes.set(text, this.strings.length);
    return this.strings.push(text) - 1;
  }
}

/** Writes one record after the other into the same bytes. */
export class RecordWriter {
  readonly #strings: StringTable;
  #bytes = new Uint8Array(initialBytes);
  #length = 0;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** The record so far. Valid until the next one begins. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  begin(): void {
    this.#length = 0;
  }

  /** Writes an integer of at most 53 bits, not below zero. */
  writeInteger(value: number): void {
    this.#reserve(maxIntegerBytes);
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) + 128;
    this.#bytes[this.#length++] = rest;
  }

  /** Writes a value. `isShared`: true if many records have the same one. */
  writeValue(value: PackedValue, isShared = false): void {
    if (typeof value === 'string') this.#writeText(value, isShared);
    else if (typeof value === 'number' || typeof value === 'boolean') this.#writeUnits(String(value), encodings.json);
    else {
      this.#writeHeader(value.length, encodings.list);
      for (const text of value) this.#writeText(text, isShared);
    }
  }

  #writeText(text: string, isShared: boolean): void {
    const index = isShared ? this.#strings.add(text) : undefined;
    if (index !== undefined) this.#writeHeader(index, encodings.shared);
    else if (isSpelledIn(text, halfBytes.decimal)) this.#writeHalfBytes(text, 'decimal');
    else if (isSpelledIn(text, halfBytes.lowerHex)) this.#writeHalfBytes(text, 'lowerHex');
    else if (isSpelledIn(text, halfBytes.upperHex)) this.#writeHalfBytes(text, 'upperHex');
    else this.#writeUnits(text, isLatin1(text) ? encodings.latin1 : encodings.utf16);
  }

  #writeHeader(length: number, encoding: number): void {
    this.writeInteger(length * encodingCount + encoding);
  }

  #writeHalfBytes(text: string, alphabet: keyof typeof alphabets): void {
    this.#writeHeader(text.length, encodings[alphabet]);
    this.#reserve(text.length);
    const indexes = halfBytes[alphabet];
    for (let position = 0; position < text.length; position += 2) {
      // Beyond the end, the character code is NaN, which has no index.
      const low = indexes[text.charCodeAt(position + 1)] ?? 0;
      this.#bytes[this.#length++] = ((indexes[text.charCodeAt(position)] ?? 0) << 4) | low;
    }
  }

  #writeUnits(text: string, encoding: number): void {
    this.#writeHeader(text.length, encoding);
    this.#reserve(2 * text.length);
    for (let position = 0; position < text.length; position++) {
      const unit = text.charCodeAt(position);
      this.#bytes[this.#length++] = unit;
      if (encoding === encodings.utf16) this.#bytes[this.#length++] = unit >> 8;
    }
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const bytes = new Uint8Array(2 * (this.#length + count));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

function isSpelledIn(text: string, indexes: Uint8Array): boolean {
  for (let position = 0; position < text.length; position++) if ((indexes[text.charCodeAt(position)] ?? missing) === missing) return false;
  return true;
}

function isLatin1(text: string): boolean {
  for (let position = 0; position < text.length; position++) if (text.charCodeAt(position) > 255) return false;
  return true;
}
