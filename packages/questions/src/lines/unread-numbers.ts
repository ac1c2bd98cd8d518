// Finds out which numbers of a provider could not be read.
import { getTexts, type Line, type Operation, type Row } from '@linekeeper/core';

/** Returns how many values of the row's number field are not numbers of its line: what is shorter than a public number does not count. */
export function countUnreadNumbers({ facts, line: readsLine }: Operation, row: Row, line: Line): number {
  const { numbers } = facts ?? {};
  if (numbers === undefined || readsLine === undefined) return 0;
  const texts = numbers.fields.flatMap(field => getTexts(row, field));
  const readCount = line.numbers?.length ?? 0;
  // Digits are counted only where a text may be left out.
  if (texts.length <= readCount) return 0;
  const numberCount = texts.filter(text => (text.match(/\p{Nd}/gu)?.length ?? 0) >= minPublicDigits).length;
  return Math.max(0, numberCount - readCount);
}

/** Fewer digits are an extension or a short code. */
const minPublicDigits = 7;

/** Returns the warning about them; empty without any. */
export const formatUnreadNumbers = (count: number): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? 'number is' : 'numbers are'} left out: not E.164.`];
