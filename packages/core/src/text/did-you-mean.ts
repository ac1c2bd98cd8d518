// "Did you mean": the valid value nearest to what was given, and a list of valid values that stays short.
import { distance } from 'fastest-levenshtein';
import { quoted } from './sanitize.ts';

/** Valid values named in one sentence; the rest is counted. */
const named = 5;

/** The valid value that is a few typing mistakes away from `given`, or else the shortest one that holds it. */
export function nearest(given: string, valid: readonly string[]): string | undefined {
  const from = plain(given);
  if (from === '') return undefined;
  const [best] = byNearness(given, valid);
  if (best !== undefined && misses(from, plain(best)) <= Math.max(1, Math.floor(Math.min(from.length, plain(best).length) / 3)))
    return best;
  const holding = valid.filter(name => from.length >= 3 && plain(name).includes(from));
  return holding.sort((a, b) => a.length - b.length)[0];
}

/** `a, b, c, d, e and 7 more`, those nearest to `given` first where there are too many to name. */
export function listed(valid: readonly string[], given = ''): string {
  if (valid.length <= named) return valid.join(', ');
  return `${byNearness(given, valid).slice(0, named).join(', ')} and ${valid.length - named} more`;
}

/** `Unknown field "statsu": did you mean status? Valid: …` */
export function unknownName(what: string, given: string, valid: readonly string[]): string {
  const near = given === '' ? undefined : nearest(given, valid);
  const unknown = `Unknown ${what} ${quoted(given)}${near === undefined ? '.' : `: did you mean ${near}?`}`;
  return valid.length === 0 ? `${unknown} There is none.` : `${unknown} Valid: ${listed(valid, given)}.`;
}

function byNearness(given: string, valid: readonly string[]): string[] {
  const from = plain(given);
  return [...valid].sort((a, b) => misses(from, plain(a)) - misses(from, plain(b)));
}

/** Typing mistakes between two words; two letters in the wrong order are one. */
function misses(a: string, b: string): number {
  const apart = distance(a, b);
  return apart === 2 && a.length === b.length && sorted(a) === sorted(b) ? 1 : apart;
}

const sorted = (word: string) => [...word].sort().join('');

const plain = (name: string) =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_.\s]/g, '');
