// People's names: compared without case, accents and the order of words.
import { distance } from 'fastest-levenshtein';

/** Letters that no decomposition takes apart. */
const letters: Readonly<Record<string, string>> = {
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

/** Characters of a name that count; taking apart a text without end would take time without end. */
const longestName = 200;

/** The words of a name, plain, as they follow each other. */
export function plainWords(name: string): string[] {
  const plain = name
    .slice(0, longestName)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/./gu, letter => letters[letter] ?? letter);
  return plain.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
}

/** The same in order of the alphabet. */
export const wordsOf = (name: string): string[] => plainWords(name).sort();

/** True where every word that was asked for is a word of the name. */
export function isNamed(name: string, asked: readonly string[]): boolean {
  const words = wordsOf(name);
  return asked.length > 0 && asked.every(word => words.includes(word));
}

/** The names nearest to what was asked for, the nearest first. */
export function nearestNames(names: readonly string[], asked: string, most = 3): string[] {
  const wanted = wordsOf(asked);
  if (wanted.length === 0) return [];
  const far = (name: string) => {
    const words = wordsOf(name);
    return wanted.reduce((sum, word) => sum + Math.min(...words.map(other => distance(word, other)), word.length), 0);
  };
  const near = [...new Set(names)].map(name => ({ name, far: far(name) })).sort((a, b) => a.far - b.far);
  return near
    .filter(({ far }) => far <= asked.length / 3)
    .slice(0, most)
    .map(({ name }) => name);
}
