// Reads a name into words that can be compared: spelled plainly, in Danish letters, and by sound.
import { normalizeWords } from '../lines/person-names.ts';
import { isCyrillic, toConsonants, toSounds } from './phonetic.ts';

/** One word of a name. */
export interface NameWord {
  /** In lower case without accents. */
  plain: string;
  /** With ø, ö and oe alike, å and aa, ä and æ. */
  folded: string;
  sounds: readonly string[];
  /** The consonants of the sounds, by which names are indexed. */
  keys: readonly string[];
  isCyrillic: boolean;
  /** True for the first letter of a name, or its first letters in transliteration: `Yu.`. */
  isInitial: boolean;
  isPatronymic: boolean;
}

/** A name, ready to be compared. */
export interface NameForm {
  words: readonly NameWord[];
  /** The words with hyphenated ones as one; absent without a hyphen. */
  joined?: readonly NameWord[];
  /** True for a word that Russian family names and patronymics end in: transliterations are then one name. */
  isRussian: boolean;
  /** True if the words come from an e-mail address alone. */
  isAddress: boolean;
}

/** Characters of a name that are read, against resource exhaustion, and words. */
const maxNameChars = 200;
const maxWords = 8;

const titles = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'hr', 'fru', 'frk', 'herr', 'frau', 'гн', 'гжа']);

/** An e-mail address; a part of a longer text is enough. Takes the square of the text's length, so that the text is clipped before. */
const addressPattern = /[^\s<>(),;:"]+@[^\s<>(),;:"]+\.[^\s<>(),;:"]+/;

/** Returns the e-mail address in the first characters of a text; undefined for one that goes on behind them. */
export function findAddress(text: string): string | undefined {
  const found = addressPattern.exec(text.slice(0, maxNameChars));
  const isCut = found !== null && text.length > maxNameChars && found.index + found[0].length === maxNameChars;
  return isCut ? undefined : found?.[0];
}

/** Reads a name; an address or a remark in parentheses beside it is left out. */
export function parseName(text: string): NameForm {
  const cut = text.slice(0, maxNameChars).normalize('NFC').toLowerCase();
  const own = cut.replace(new RegExp(addressPattern, 'g'), ' ').replace(/\([^)]*\)|[<>]/g, ' ');
  const isAddress = !/[\p{L}\p{N}]/u.test(own) && addressPattern.test(cut);
  const source = isAddress ? (addressPattern.exec(cut)?.[0].replace(/@.*/, '') ?? '') : own;
  const clean = (/[\p{L}\p{N}]/u.test(source) ? source : cut).replace(/(?<=\p{L})['’ʼ`´](?=\p{L})/gu, '');
  const words = readWords(clean);
  return {
    words,
    ...(/\p{L}-\p{L}/u.test(clean) && { joined: readWords(clean.replace(/(?<=\p{L})-(?=\p{L})/gu, '')) }),
    isRussian: words.some(({ plain }) => russianEnding.test(plain)),
    isAddress,
  };
}

function readWords(text: string): NameWord[] {
  const parts = [...text.matchAll(/([\p{L}\p{M}\p{N}]+)(\.?)/gu)].map(([, word = '', dot]) => ({ word, dot: dot === '.' }));
  const named = parts.filter(({ word }) => !titles.has(word));
  return (named.length > 0 ? named : parts).slice(0, maxWords).map(({ word, dot }) => toNameWord(word, dot));
}

const cache = new Map<string, NameWord>();

/** Words that are kept ready: names repeat. */
const maxCachedWords = 200_000;

function toNameWord(word: string, hasDot: boolean): NameWord {
  const key = hasDot && word.length <= 4 ? `${word}.` : word;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const plain = normalizeWords(word).join('');
  const sounds = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{M}]+$/u.test(word) ? toSounds(word) : [plain];
  const created: NameWord = {
    plain,
    folded: normalizeWords(foldDanish(word)).join(''),
    sounds,
    keys: [...new Set(sounds.map(toConsonants))],
    isCyrillic: isCyrillic(word),
    isInitial: /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(plain) || (hasDot && letterNames.test(word)),
    isPatronymic: patronymic.test(word),
  };
  if (cache.size >= maxCachedWords) cache.clear();
  cache.set(key, created);
  return created;
}

/** Initials of more than one letter, as Cyrillic ones are transliterated. */
const letterNames = /^(ya|yu|ye|yo|ja|ju|je|jo|ia|iu|zh|zj|kh|ch|tj|ts|sh|sj|shch|sjtj)$/;

const foldDanish = (word: string): string =>
  word
    .replace(/[øö]/g, 'o')
    .replace(/[æä]/g, 'ae')
    .replaceAll('å', 'a')
    .replaceAll('ü', 'u')
    // At the end of a word, `oe` is a syllable of its own: Boe is not Bo.
    .replace(/oe(?=.)/g, 'o')
    .replace(/ue(?=.)/g, 'u')
    .replaceAll('aa', 'a');

/** Endings of patronymics. The -ić of Serbian family names does not count. */
const patronymic =
  /..(ович|евич|ёвич|ьич|мич|кич|овна|евна|ёвна|ична)$|^(ильич|лукич)$|..(ovich|evich|ovič|evič|ovitj|evitj|ovna|evna|ichna|ična)$|^(ilyich|ilich|iljitj)$/;

/** True for the patronymic of a woman. */
export const isFemalePatronymic = ({ isPatronymic, plain }: NameWord): boolean => isPatronymic && /(вна|чна|vna|chna)$/.test(plain);

/** Endings of Russian family names and patronymics; Skov is Danish. */
const russianEnding =
  /..(ов|ова|ев|ева|ин|ина|скии|ская|енко|ович|евич|овна|евна)$|..((?<!sk)ov|ova|ev|eva|sky|ski[ijy]|skaya|skaja|enko|vich|vitj|ovna|evna|kin|kina)$/;
