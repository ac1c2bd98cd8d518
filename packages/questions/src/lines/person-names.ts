// Compares names of people, ignoring case, accents and word order.
import { distance } from 'fastest-levenshtein';

/** Replacements for letters without a Unicode decomposition. */
const letterReplacements: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ё: 'е',
  й: 'и',
  ı: 'i',
};

/** Characters of a name that are compared, against resource exhaustion. */
const maxNameChars = 200;

/** Splits a name into words in lower case without accents, in their order. */
export function normalizeWords(name: string): string[] {
  const plain = name
    .slice(0, maxNameChars)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/./gu, letter => letterReplacements[letter] ?? letter);
  return plain.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
}

/** Splits a name as `normalizeWords` does, in alphabetical order. */
export const normalizeAndSortWords = (name: string): string[] => normalizeWords(name).sort();

/** Returns true if every requested word is a word of the name; false for no words. */
export function matchesName(name: string, requestedWords: readonly string[]): boolean {
  const words = normalizeAndSortWords(name);
  return requestedWords.length > 0 && requestedWords.every(word => words.includes(word));
}

/** Returns the names with the smallest edit distance to the requested one, nearest first. */
export function findNearestNames(names: readonly string[], requestedName: string, maxNames = 3): string[] {
  const requestedWords = normalizeAndSortWords(requestedName);
  if (requestedWords.length === 0) return [];
  const distanceTo = (name: string) => {
    const words = normalizeAndSortWords(name);
    return requestedWords.reduce((sum, word) => sum + Math.min(...words.map(other => distance(word, other)), word.length), 0);
  };
  const byDistance = [...new Set(names)].map(name => ({ name, errors: distanceTo(name) })).sort((a, b) => a.errors - b.errors);
  return byDistance
    .filter(({ errors }) => errors <= requestedName.length / 3)
    .slice(0, maxNames)
    .map(({ name }) => name);
}
