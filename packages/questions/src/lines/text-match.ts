// Matches the filters `text` and `number_prefix` with lines: numbers in any notation, texts without marks that are not seen.
import { type Line, readNumberPrefix, stripInvisible } from '@linekeeper/core';

/** Fewer digits are searched for as text alone. */
const minNumberDigits = 4;

/** Returns a test whether a line has the text, or the number that it is; national notation is read for the countries of the accounts. */
export function createTextPredicate(text: string | undefined, countries: readonly string[]): (line: Line) => boolean {
  if (text === undefined) return () => true;
  // A cell that was cut off ends in an ellipsis.
  const searchText = normalizeText(text).replace(/(?<=.)…$/, '');
  if (searchText.trim() === '') return () => false;
  const hasNumber = createNumberPredicate(text, countries);
  return line =>
    getSearchableTexts(line).some(value => normalizeText(value).includes(searchText)) ||
    [...(line.numbers ?? []), ...(line.caller_id === undefined ? [] : [line.caller_id])].some(hasNumber);
}

/** National digits are found anywhere in a number. */
function createNumberPredicate(text: string, countries: readonly string[]): (number: string) => boolean {
  const parsed = readNumberPrefix(text, countries);
  if (parsed === undefined || parsed.digits.length < minNumberDigits) return () => false;
  const { digits, isInternational, prefixes } = parsed;
  return number => (!isInternational && number.includes(digits)) || prefixes.some(prefix => number.startsWith(prefix));
}

/** Returns a test whether one of the line's own numbers begins with the prefix. */
export function createPrefixPredicate(prefix: string | undefined, countries: readonly string[]): (line: Line) => boolean {
  if (prefix === undefined) return () => true;
  const prefixes = readNumberPrefix(prefix, countries)?.prefixes ?? [];
  return ({ numbers = [] }) => numbers.some(number => prefixes.some(one => number.startsWith(one)));
}

/** Returns the digits that every number with the prefix begins with; undefined if it has several meanings. */
export function toPrefixDigits(prefix: string | undefined, countries: readonly string[]): string | undefined {
  const [only, ...others] = prefix === undefined ? [] : (readNumberPrefix(prefix, countries)?.prefixes ?? []);
  return others.length === 0 ? only?.slice(1) : undefined;
}

/** True for the beginning of a number in any notation. */
export const isNumberPrefix = (text: string): boolean => readNumberPrefix(text, []) !== undefined;

const getSearchableTexts = ({ id, name, owner, numbers, extension, caller_id, device }: Line): string[] =>
  [id, name, owner, extension, caller_id, device, ...(numbers ?? [])].filter(value => value !== undefined);

const normalizeText = (text: string) =>
  stripInvisible(text)
    .normalize('NFC')
    .replace(/\s/g, ' ')
    .replace(/\p{Pd}/gu, '-')
    .toLowerCase();
