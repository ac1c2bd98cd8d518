// Compares two names word by word, and says how sure it is that they are one person's.
import { distance } from 'fastest-levenshtein';
import { isFemalePatronymic, type NameForm, type NameWord } from './name-form.ts';

/** How two names agree. */
export interface NameRelation {
  /** False if they may be two people's. */
  isSure: boolean;
  /** The smaller, the closer; for names that are surely one. */
  rank: number;
  /** The reason, for people. */
  why: string;
  /** True if one word of a name is spelled differently in the other. */
  isMisspelled?: true;
}

/** How two words agree; `initial`: one is the first letter of the other. */
type Agreement = 'plain' | 'folded' | 'sound' | 'initial' | 'similar';

const agreements: readonly Agreement[] = ['plain', 'folded', 'sound', 'initial', 'similar'];

/** A pair of agreeing words, by their positions. */
interface WordPair {
  left: number;
  right: number;
  agreement: Agreement;
}

/** Compares two names; undefined if nothing speaks for one person. */
export function compareNames(left: NameForm, right: NameForm): NameRelation | undefined {
  const forms: [readonly NameWord[], readonly NameWord[]][] = [
    [left.words, right.words],
    ...(left.joined === undefined ? [] : [[left.joined, right.words] satisfies [unknown, unknown]]),
    ...(right.joined === undefined ? [] : [[left.words, right.joined] satisfies [unknown, unknown]]),
  ];
  const isRussian = left.isRussian || right.isRussian;
  let best: NameRelation | undefined;
  for (const [a, b] of forms) {
    const relation = compareWords(a, b, isRussian);
    if (relation !== undefined && (best === undefined || isCloser(relation, best))) best = relation;
  }
  if (best !== undefined && left.isAddress !== right.isAddress) return doubt('only an e-mail address has this name');
  return best;
}

/** True if the first of two relations is the better one. */
export const isCloser = (relation: NameRelation, other: NameRelation): boolean =>
  relation.isSure === other.isSure ? relation.rank < other.rank : relation.isSure;

function compareWords(left: readonly NameWord[], right: readonly NameWord[], isRussian: boolean): NameRelation | undefined {
  const pairs = pairWords(left, right, isRussian);
  const leftOver = left.filter((_, index) => !pairs.some(pair => pair.left === index));
  const rightOver = right.filter((_, index) => !pairs.some(pair => pair.right === index));
  const over = [...leftOver, ...rightOver];
  const initials = pairs.filter(({ agreement }) => agreement === 'initial');
  const similar = pairs.filter(({ agreement }) => agreement === 'similar');
  const full = pairs.length - initials.length - similar.length;
  if (leftOver.length > 0 && rightOver.length > 0) return isRenamed(pairs, left, leftOver, rightOver) ? doubt(renamedReason) : undefined;
  if (full + initials.length + similar.length === 0 || !isInOrder(initials)) return undefined;
  if (similar.length > 0)
    return similar.length === 1 && full > 0 && initials.length === 0 && over.length === 0
      ? { ...doubt('one word is spelled differently'), isMisspelled: true }
      : undefined;
  if (pairs.length === 1 && over.length > 0) return full === 1 ? doubt('only one of the names is given') : undefined;
  if (full === 0) return over.length === 0 ? doubt('initials alone') : undefined;
  if (over.length > 0 && !over.every(({ isPatronymic }) => isPatronymic)) return doubt('one has a further name');
  if (initials.length > 0 && full + initials.length < 3) return doubt('only an initial is given');
  return sure(pairs, { hasInitials: initials.length > 0, lacksPatronymic: over.length > 0 });
}

const doubt = (why: string): NameRelation => ({ isSure: false, rank: 0, why });

function sure(
  pairs: readonly WordPair[],
  { hasInitials, lacksPatronymic }: { hasInitials: boolean; lacksPatronymic: boolean },
): NameRelation {
  const isSameOrder = pairs.every(({ left, right }) => left === right);
  const worst = Math.max(...pairs.map(({ agreement }) => (agreement === 'initial' ? 0 : agreements.indexOf(agreement))));
  const spelling = ['same name', 'same name in other letters', 'same name in transliteration'][worst] ?? 'same name';
  return {
    isSure: true,
    rank: worst * 2 + (isSameOrder ? 0 : 1) + (lacksPatronymic ? 10 : 0) + (hasInitials ? 20 : 0),
    why: `${spelling}${hasInitials ? ', by initials' : ''}${lacksPatronymic ? ', without the patronymic' : ''}`,
  };
}

/** Pairs each word with at most one of the other name, the closest first. */
function pairWords(left: readonly NameWord[], right: readonly NameWord[], isRussian: boolean): WordPair[] {
  const possible: WordPair[] = [];
  for (let i = 0; i < left.length; i++)
    for (let j = 0; j < right.length; j++) {
      const [a, b] = [left[i], right[j]];
      const agreement = a === undefined || b === undefined ? undefined : compareTwoWords(a, b, isRussian);
      if (agreement !== undefined) possible.push({ left: i, right: j, agreement });
    }
  const pairs: WordPair[] = [];
  for (const agreement of agreements)
    for (const pair of possible)
      if (pair.agreement === agreement && !pairs.some(({ left: i, right: j }) => i === pair.left || j === pair.right)) pairs.push(pair);
  return pairs;
}

function compareTwoWords(a: NameWord, b: NameWord, isRussian: boolean): Agreement | undefined {
  if (a.isInitial || b.isInitial) return isInitialOf(a, b) ? 'initial' : undefined;
  if (a.plain === b.plain) return 'plain';
  if (a.folded === b.folded) return 'folded';
  // Words that sound alike, or nearly so, share a key.
  if (!a.keys.some(key => b.keys.includes(key))) return undefined;
  const isOneScript = a.isCyrillic === b.isCyrillic;
  const soundsAlike = a.sounds.some(sound => b.sounds.includes(sound));
  // Two Danish names that sound alike are two names: Christian and Kristian.
  if (soundsAlike && (!isOneScript || (isRussian && !a.isCyrillic))) return 'sound';
  return soundsAlike || isSimilar(a, b, isOneScript) ? 'similar' : undefined;
}

const isInitialOf = (a: NameWord, b: NameWord): boolean =>
  a.isCyrillic === b.isCyrillic && (a.plain.length === 1 || b.plain.length === 1)
    ? a.plain[0] === b.plain[0]
    : a.sounds.some(sound => b.sounds.some(other => sound[0] === other[0]));

/** The shortest word in which a mistake is forgiven, and the shortest with two. */
const minSimilarChars = 4;
const minTwiceSimilarChars = 7;

function isSimilar(a: NameWord, b: NameWord, isOneScript: boolean): boolean {
  const length = Math.min(a.plain.length, b.plain.length);
  if (length < minSimilarChars) return false;
  const errors = isOneScript
    ? distance(a.folded, b.folded)
    : Math.min(...a.sounds.flatMap(sound => b.sounds.map(other => distance(sound, other))));
  return errors <= (length >= minTwiceSimilarChars ? 2 : 1);
}

/** Initials stand in the order of their names: А. В. is Алексей Викторович, В. А. is not. */
const isInOrder = (initials: readonly WordPair[]): boolean => {
  const sorted = [...initials].sort((a, b) => a.left - b.left);
  return sorted.every(({ right }, index) => index === 0 || right > (sorted[index - 1]?.right ?? -1));
};

const renamedReason = 'same given name and patronymic, other family name';

/** A woman may have taken another family name: given name and patronymic agree. */
const isRenamed = (
  pairs: readonly WordPair[],
  left: readonly NameWord[],
  leftOver: readonly NameWord[],
  rightOver: readonly NameWord[],
): boolean =>
  leftOver.length === 1 &&
  rightOver.length === 1 &&
  pairs.length === 2 &&
  pairs.every(({ agreement }) => agreement === 'plain' || agreement === 'sound') &&
  [...leftOver, ...rightOver].every(({ isPatronymic, isInitial }) => !isPatronymic && !isInitial) &&
  pairs.some(({ left: index }) => left.some((word, position) => position === index && isFemalePatronymic(word)));
