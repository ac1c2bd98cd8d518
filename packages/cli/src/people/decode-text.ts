// Decodes a text file whose encoding is not known: UTF-8, UTF-16, windows-1251 or windows-1252.
import { stripControlCharacters } from '@linekeeper/core';
import { fileError, saveAsCsv } from './file-error.ts';

/** True for a ZIP archive, as Excel workbooks are. */
export const isArchive = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 3, 4]);

/** Decodes a file. Throws `input` for a spreadsheet of an old format, for binary data and for a mix of encodings. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw fileError(`it is a spreadsheet of an old format, or one with a password; ${saveAsCsv}`);
  const utf16 = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : guessUtf16(bytes);
  const text = utf16 === undefined ? decodeBytes(bytes) : new TextDecoder(utf16).decode(bytes);
  if (isBinary(text)) throw fileError('it is binary data, not text');
  return text;
}

/** Characters at the start of a file in which control characters are searched for. */
const checkedChars = 100_000;

/** True for control characters that text files do not have, and for what cannot be decoded. */
function isBinary(text: string): boolean {
  const checked = text.slice(0, checkedChars).replace(/[\t\n\v\f\r\ufeff]/g, ' ');
  return stripControlCharacters(checked).includes('\ufffd');
}

function decodeBytes(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  checkOneEncoding(bytes);
  return new TextDecoder(isCyrillic(bytes) ? 'windows-1251' : 'windows-1252').decode(bytes);
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);

/** Bytes that are looked at for zeros. */
const sampleBytes = 2_000;

/** UTF-16 without a mark: delimiters and line ends have a zero in every second byte. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const isEnough = (count: number) => count > sample.length / 20;
  if (isEnough(odd) && even === 0) return 'utf-16le';
  return isEnough(even) && odd === 0 ? 'utf-16be' : undefined;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const lineFeed = 10;

/** Rows in UTF-8 beside rows that are not: one of the two would be garbled. */
function checkOneEncoding(bytes: Uint8Array): void {
  let hasUtf8 = false;
  let otherRow: number | undefined;
  let row = 1;
  for (let start = 0; start < bytes.length; row++) {
    const end = bytes.indexOf(lineFeed, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (line.some(byte => byte > 127)) {
      if (decodeUtf8(line) === undefined) otherRow ??= row;
      else hasUtf8 = true;
    }
    if (hasUtf8 && otherRow !== undefined)
      throw fileError(`it mixes two encodings: line ${otherRow} is not UTF-8, other lines are; save it in one`);
    start = end < 0 ? bytes.length : end + 1;
  }
}

/** In windows-1251 letters beyond ASCII make up whole words, in windows-1252 they stand between others. */
function isCyrillic(bytes: Uint8Array): boolean {
  let letters = 0;
  let neighbors = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte < 0xc0) continue;
    letters++;
    if ((bytes[index - 1] ?? 0) >= 0xc0 || (bytes[index + 1] ?? 0) >= 0xc0) neighbors++;
  }
  return neighbors > letters / 2;
}
