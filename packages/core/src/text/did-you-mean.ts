// "Did you mean" suggestions for a mistyped name, and short lists of the valid values.
import { distance } from 'fastest-levenshtein';
import { quoteValue } from './sanitize.ts';

/** Valid values named in one sentence; the rest is counted. */
const maxNamedChoices = 5;

/** The valid value within a few typing mistakes of `input`, or else the shortest one that contains it; undefined if there is neither. */
export function findClosest(input: string, valid: readonly string[]): string | undefined {
  const normalized = normalize(input);
  if (normalized === '') return undefined;
  const [best] = sortByDistance(input, valid);
  if (best !== undefined) {
    const length = Math.min(normalized.length, normalize(best).length);
    if (editDistance(normalized, normalize(best)) <= Math.max(1, Math.floor(length / 3))) return best;
  }
  const containing = valid.filter(name => normalized.length >= 3 && normalize(name).includes(normalized));
  return containing.sort((a, b) => a.length - b.length)[0];
}

/** `a, b, c, d, e and 7 more`; if there are too many to name, those closest to `input` come first. */
export function formatChoices(valid: readonly string[], input = ''): string {
  if (valid.length <= maxNamedChoices) return valid.join(', ');
  return `${sortByDistance(input, valid).slice(0, maxNamedChoices).join(', ')} and ${valid.length - maxNamedChoices} more`;
}

/** `Unknown field "statsu": did you mean status? Valid: …`. `what` is the noun for the name: field, account, key. */
export function unknownNameMessage(what: string, input: string, valid: readonly string[]): string {
  const closest = input === '' ? undefined : findClosest(input, valid);
  const unknown = `Unknown ${what} ${quoteValue(input)}${closest === undefined ? '.' : `: did you mean ${closest}?`}`;
  return valid.length === 0 ? `${unknown} None exist.` : `${unknown} Valid: ${formatChoices(valid, input)}.`;
}

function sortByDistance(input: string, valid: readonly string[]): string[] {
  const normalized = normalize(input);
  return [...valid].sort((a, b) => editDistance(normalized, normalize(a)) - editDistance(normalized, normalize(b)));
}

/** Levenshtein distance, except that two swapped letters count as one mistake. */
function editDistance(a: string, b: string): number {
  const levenshtein = distance(a, b);
  return levenshtein === 2 && a.length === b.length && sortLetters(a) === sortLetters(b) ? 1 : levenshtein;
}

const sortLetters = (word: string) => [...word].sort().join('');

const normalize = (name: string) =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_.\s]/g, '');
