// Bounds what a history keeps of a line: DynamoDB takes items of at most 400 KB, and a change holds a line twice.
import { createHash } from 'node:crypto';
import { type Line, truncate } from '@linekeeper/core';

/** JSON of a line, in UTF-8: twice as much fits into one item, beside its keys. */
const maxLineBytes = 180_000;

/** UTF-8 takes at most three bytes for a UTF-16 unit: so many always fit. */
const safeLineChars = maxLineBytes / 3;

const maxIdChars = 400;

/** Texts and lists of a line that is too large keep about so much each. */
const maxFieldChars = 1_000;

const digestChars = 16;

/** An id as every store keeps it: well-formed, since SQLite replaces lone surrogates, and short enough for a key of DynamoDB. */
export const boundId = (id: string): string => shortenText(id.toWellFormed(), maxIdChars);

/** Cuts a text, and appends a digest of the whole: texts that begin alike stay apart. */
export const shortenText = (text: string, maxChars: number): string =>
  text.length <= maxChars ? text : truncate(text, maxChars - digestChars) + createDigest(text);

/**
 * The line as a history keeps it. Where it is too large, its texts are shortened, and if that is not enough, a list is replaced by its
 * size and a digest: cut off, it would tell of entries as removed that are still there. `text` is its JSON.
 */
export function boundLine(line: Line, text = JSON.stringify(line)): Line {
  if (fitsIntoItem(text)) return line;
  const shortened = mapFields(line, value =>
    typeof value === 'string' ? shortenText(value, maxFieldChars) : value.map(entry => shortenText(entry, maxFieldChars)),
  );
  return fitsIntoItem(JSON.stringify(shortened))
    ? shortened
    : mapFields(shortened, value => (typeof value === 'string' ? value : summarizeList(value)));
}

const fitsIntoItem = (text: string): boolean => text.length <= safeLineChars || Buffer.byteLength(text) <= maxLineBytes;

function mapFields(line: Line, map: (value: string | readonly string[]) => string | readonly string[]): Line {
  const fields = Object.entries(line).map(([name, value]) => [
    name,
    typeof value === 'string' || Array.isArray(value) ? map(value) : value,
  ]);
  // Texts stay texts and lists lists; those that name a value of a closed list are short.
  return Object.fromEntries(fields) as Line;
}

/** The order of a list never matters. */
function summarizeList(entries: readonly string[]): readonly string[] {
  const text = JSON.stringify([...entries].sort());
  return text.length <= maxFieldChars ? entries : [`${entries.length} entries (digest ${createDigest(text)})`];
}

const createDigest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, digestChars);
