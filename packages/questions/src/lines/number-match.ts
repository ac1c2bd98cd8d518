// Parses a phone number in any notation, and matches it with the numbers of lines: in which role, and how exactly.
import { type Line, LinekeeperError, type NumberQuery, quoteValue, type RelatedNumberRole, sipUserPart } from '@linekeeper/core';
import type { PhoneNumberCandidate } from '@linekeeper/core/phone-number';
import type { SourceItem } from './source.ts';

/** The role of a number on a line. */
type NumberRole = 'number' | 'caller_id' | 'extension' | 'direct_number' | RelatedNumberRole;

/** How a number matched: as E.164, in the national notation of an account's country, or by its last digits. */
type MatchKind = 'exact' | 'national' | 'suffix';

/** A line that has the number. */
export interface NumberMatch {
  line: Line;
  role: NumberRole;
  match: MatchKind;
  /** The number or extension of the line that matched. */
  number: string;
}

/** A number as entered, and what it may stand for. */
export interface ParsedNumber {
  /** The digits as entered. */
  digits: string;
  /** The E.164 numbers that it may be, in the countries of the accounts. */
  candidates: readonly PhoneNumberCandidate[];
  /** True if numbers that end in the digits match, too. */
  matchesSuffix: boolean;
}

/** Fewer digits are an extension, which is matched exactly. */
const minSuffixDigits = 4;

/** Maximum number of digits in E.164. */
const maxNumberDigits = 15;

/** Parses a number. Throws `input` for a single digit, for letters other than a URI scheme, and for several numbers. */
export async function parseNumber(text: string, countries: readonly string[]): Promise<ParsedNumber> {
  const user = sipUserPart(text);
  const digits = user.replace(/\D/g, '');
  if (/\p{L}/u.test(user) || digits.length < 2) {
    const message = `${quoteValue(text)} is not a number. Give E.164 (+4570305050), national notation, a sip: URI with a number, the last four or more digits, or an extension of two or three.`;
    throw new LinekeeperError('input', message, { field: 'number' });
  }
  // Loaded on demand: the numbering plans of all countries are only needed here.
  const { parsePhoneNumberCandidates } = await import('@linekeeper/core/phone-number');
  const candidates = digits.length < minSuffixDigits ? [] : parsePhoneNumberCandidates(text, countries);
  // A number with a dialing prefix may be longer and still parse; two numbers do not.
  if (candidates.length === 0 && digits.length > maxNumberDigits)
    throw new LinekeeperError('input', `${quoteValue(text)} has more digits than a phone number. Ask for one number at a time.`, {
      field: 'number',
    });
  return { digits, candidates, matchesSuffix: digits.length >= minSuffixDigits && candidates[0]?.match !== 'exact' };
}

/** Returns the query that providers may apply; undefined if their lists must be read in full. */
export function toNumberQuery({ digits, candidates, matchesSuffix }: ParsedNumber): NumberQuery | undefined {
  const [first] = candidates;
  if (first?.match === 'exact') return { digits: first.number.slice(1), exact: true };
  if (!matchesSuffix) return { digits, exact: true };
  const common = Math.min(digits.length, ...candidates.map(({ number }) => commonSuffixLength(number, digits)));
  return common >= minSuffixDigits ? { digits: digits.slice(-common), exact: false } : undefined;
}

function commonSuffixLength(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

const matchOrder: readonly MatchKind[] = ['exact', 'national', 'suffix'];

/** Lines that have the number come first, then those that lead to it, then the many that may present it. */
const roleOrder: readonly NumberRole[] = ['number', 'direct_number', 'extension', 'redirection', 'failover', 'caller_id'];

/** Returns the matching lines: exact matches first, then by role. */
export function findMatches(items: readonly SourceItem[], query: ParsedNumber): NumberMatch[] {
  const found = items.flatMap(({ line, relatedNumbers = [] }) => {
    const numbers: [NumberRole, string][] = [
      ...(line.numbers ?? []).map((number): [NumberRole, string] => [line.kind === 'sip_phone' ? 'direct_number' : 'number', number]),
      ...(line.caller_id === undefined ? [] : [['caller_id', line.caller_id] satisfies [NumberRole, string]]),
      ...relatedNumbers.map(({ role, number }): [NumberRole, string] => [role, number]),
    ];
    const matches = numbers.flatMap(([role, number]) => {
      const match = matchNumber(number, query);
      return match === undefined ? [] : [{ line, role, match, number }];
    });
    return line.extension === query.digits
      ? [...matches, { line, role: 'extension' as const, match: 'exact' as const, number: query.digits }]
      : matches;
  });
  return matchOrder.flatMap(kind => roleOrder.flatMap(role => found.filter(match => match.match === kind && match.role === role)));
}

function matchNumber(number: string, { digits, candidates, matchesSuffix }: ParsedNumber): MatchKind | undefined {
  const candidate = candidates.find(one => one.number === number);
  return candidate?.match ?? (matchesSuffix && number.endsWith(digits) ? 'suffix' : undefined);
}
