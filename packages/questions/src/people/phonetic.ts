// Spells words of names by their sounds, so that Cyrillic names meet their English, Danish and scholarly transliterations.

import { normalizeWords } from '../lines/person-names.ts';

/** A spelling of one or more letters, and the sounds that it may stand for. Capitals are sounds without a letter of their own: C ч, H х, S ш and щ, Z ж. */
type Spellings = Readonly<Record<string, readonly string[]>>;

const cyrillic: Spellings = {
  а: ['a'],
  б: ['b'],
  в: ['v'],
  г: ['g'],
  ґ: ['g'],
  д: ['d'],
  е: ['e'],
  є: ['e'],
  ё: ['e', 'io', 'o'],
  ж: ['Z'],
  з: ['z'],
  и: ['i'],
  і: ['i'],
  ї: ['i'],
  й: ['i'],
  к: ['k'],
  л: ['l'],
  м: ['m'],
  н: ['n'],
  о: ['o'],
  п: ['p'],
  р: ['r'],
  с: ['s'],
  т: ['t'],
  у: ['u'],
  ф: ['f'],
  х: ['H'],
  ц: ['c'],
  ч: ['C'],
  ш: ['S'],
  щ: ['S'],
  ъ: [''],
  ы: ['i'],
  ь: [''],
  э: ['e'],
  ю: ['iu'],
  я: ['ia'],
  ье: ['ie', 'e'],
  ъе: ['ie', 'e'],
  ьё: ['io', 'ie', 'e', 'o'],
  ьо: ['io'],
  йе: ['e', 'ie'],
  же: ['Ze', 'Zo'],
  жё: ['Ze', 'Zo'],
  че: ['Ce', 'Co'],
  чё: ['Ce', 'Co'],
  ше: ['Se', 'So'],
  шё: ['Se', 'So'],
  ще: ['Se', 'So'],
  щё: ['Se', 'So'],
  тс: ['c'],
  сч: ['S'],
  // Александр is Alexander.
  др$: ['dr', 'der'],
};

const latin: Spellings = {
  shch: ['S'],
  sjtj: ['S'],
  šč: ['S'],
  sch: ['S'],
  sh: ['S'],
  sj: ['S', 'si'],
  š: ['S'],
  tch: ['C'],
  tsj: ['C'],
  tj: ['C', 'ti'],
  č: ['C'],
  ch: ['C', 'H', 'k'],
  zh: ['Z'],
  zj: ['Z', 'zi'],
  ž: ['Z'],
  kh: ['H'],
  h: ['H'],
  ts: ['c'],
  tz: ['c'],
  c: ['k', 'c', 's'],
  ck: ['k'],
  q: ['k'],
  x: ['ks'],
  w: ['v'],
  ph: ['f'],
  th: ['t'],
  j: ['i'],
  y: ['i', 'iu'],
  ay: ['ai'],
  ey: ['ei'],
  iy: ['i'],
  oy: ['oi'],
  uy: ['ui'],
  '^ye': ['e'],
  '^je': ['e'],
  aye: ['ae'],
  aje: ['ae'],
  oye: ['oe'],
  oje: ['oe'],
  ie: ['ie', 'i'],
  ye: ['ie'],
  je: ['ie'],
  yev: ['iev', 'ev'],
  jev: ['iev', 'ev'],
  iev: ['iev', 'ev'],
  yo: ['io', 'e', 'o'],
  jo: ['io', 'e', 'o'],
  yu: ['iu'],
  ju: ['iu'],
  ya: ['ia'],
  ja: ['ia'],
  off$: ['ov'],
  eff$: ['ev'],
  ø: ['o', 'e'],
  ö: ['o', 'e'],
  oe: ['oe', 'o', 'e'],
  æ: ['ae', 'e'],
  ä: ['ae', 'e', 'a'],
  ae: ['ae', 'e'],
  å: ['a', 'o'],
  aa: ['a', 'o'],
  ü: ['u', 'iu'],
  ue: ['ue', 'u'],
};

/** Sounds of one word, against words that are made of ambiguous spellings only. */
const maxSounds = 32;

/** Spellings of at most this many letters, `^` and `$` included. */
const maxSpellingChars = 4;

/** True for a word with Cyrillic letters. */
export const isCyrillic = (word: string): boolean => /\p{Script=Cyrillic}/u.test(word);

/** Returns what a word in lower case may sound like; a word of another script is its only sound. */
export function toSounds(word: string): string[] {
  const table = isCyrillic(word) ? cyrillic : latin;
  const marked = `^${word}$`;
  let sounds = [''];
  for (let start = 1; start < marked.length - 1; ) {
    const { length, variants } = readSpelling(marked, start, table);
    sounds = sounds.flatMap(sound => variants.map(variant => sound + variant)).slice(0, maxSounds);
    start += length;
  }
  return [...new Set(sounds.map(foldDoubles))];
}

/** The longest spelling at a position. A letter that is not in the table is taken without its accent. */
function readSpelling(marked: string, start: number, table: Spellings): { length: number; variants: readonly string[] } {
  for (let length = Math.min(maxSpellingChars, marked.length - start); length > 0; length--) {
    const spelling = marked.slice(start, start + length);
    const isAtStart = start === 1 && Object.hasOwn(table, `^${spelling}`);
    const variants = isAtStart ? table[`^${spelling}`] : Object.hasOwn(table, spelling) ? table[spelling] : undefined;
    if (variants !== undefined) return { length: spelling.endsWith('$') ? length - 1 : length, variants };
  }
  return { length: 1, variants: [normalizeWords(marked[start] ?? '').join('')] };
}

const foldDoubles = (sound: string): string => sound.replace(/(.)\1+/g, '$1');

/** Consonants that the spellings of one name exchange; inside a word, an h is often silent. */
const similarConsonants: Readonly<Record<string, string>> = { C: 'k', H: '', S: 's', Z: 's', c: 'k', z: 's' };

/** Returns the consonants of a sound, in which spelling mistakes and other forms of a name mostly agree; the vowels count at the start alone. */
export function toConsonants(sound: string): string {
  const [first = '', ...rest] = [...sound];
  const start = /[aeiou]/.test(first) ? 'a' : similarConsonants[first] || first;
  return foldDoubles(start + rest.map(letter => (/[aeiou]/.test(letter) ? '' : (similarConsonants[letter] ?? letter))).join(''));
}
