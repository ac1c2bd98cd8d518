// Parses a phone number in any notation, and matches it with the numbers of lines: in which role, and how exactly.
import { type Line, type NumberQuery, readNumberNotation, toE164 } from '@linekeeper/core';
import type { PhoneNumberCandidate } from '@linekeeper/core/phone-number';
import { notationError } from './number-errors.ts';
import { readFact, type SourceItem } from './source.ts';

/** The facts whose number is not the line's own, but the one that its calls go to. */
const destinationRoles = ['redirection', 'failover'] as const;

/** The role of a number on a line. */
type NumberRole = 'number' | 'caller_id' | 'extension' | 'direct_number' | (typeof destinationRoles)[number];

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
  /** The extension that was written behind the number. */
  extension?: string;
}

/** Fewer digits are an extension, which is matched exactly. */
const minSuffixDigits = 4;

/** Maximum number of digits in E.164. */
const maxNumberDigits = 15;

/** Parses a number. Throws `input` for a single digit, for letters that are not part of an address or a label, for a range, and for several numbers. */
export async function parseNumber(text: string, countries: readonly string[]): Promise<ParsedNumber> {
  const notation = readNumberNotation(text);
  if ('problem' in notation) throw notationError(text, notation);
  const digits = notation.number.replace(/\D/g, '');
  if (digits.length < 2) throw notationError(text, { problem: 'empty' });
  // Loaded on demand: the numbering plans of all countries are only needed here.
  const { isNumberRange, parsePhoneNumberCandidates } = await import('@linekeeper/core/phone-number');
  const candidates = digits.length < minSuffixDigits ? [] : parsePhoneNumberCandidates(text, countries);
  if (isNumberRange(text, countries)) throw notationError(text, { problem: 'range' });
  // A number with a dialing prefix may be longer and still parse; two numbers do not.
  if (candidates.length === 0 && digits.length > maxNumberDigits) throw notationError(text, { problem: 'too-long' });
  const { extension } = notation;
  const matchesSuffix = digits.length >= minSuffixDigits && candidates[0]?.match !== 'exact';
  return { digits, candidates, matchesSuffix, ...(extension !== undefined && { extension }) };
}

/** Warns that an extension behind the number was not searched for. */
export const formatNumberWarnings = ({ extension }: ParsedNumber): string[] =>
  extension === undefined ? [] : [`Found by the number alone, without its extension ${extension}.`];

/** Returns the query that providers may apply; undefined if their lists must be read in full. */
export function toNumberQuery({ digits, candidates, matchesSuffix }: ParsedNumber): NumberQuery | undefined {
  const [first, ...others] = candidates;
  if (first?.match === 'exact' && others.length === 0) return { digits: first.number.slice(1), exact: true };
  if (candidates.length === 0 && !matchesSuffix) return { digits, exact: true };
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
  const found = items.flatMap(item => {
    const { line, operation } = item;
    const numbers: [NumberRole, string][] = [
      ...(line.numbers ?? []).map((number): [NumberRole, string] => [operation.numberRole ?? 'number', number]),
      ...(line.caller_id === undefined ? [] : [['caller_id', line.caller_id] satisfies [NumberRole, string]]),
      ...destinationRoles.flatMap((role): [NumberRole, string][] => {
        // A failover may be `number@address`.
        const number = toE164(readFact(item, role)?.split('@', 1)[0]);
        return number === undefined ? [] : [[role, number]];
      }),
    ];
    const matches = numbers.flatMap(([role, number]) => {
      const match = matchNumber(number, query);
      return match === undefined ? [] : [{ line, role, match, number }];
    });
    return line.extension === query.digits
      ? [...matches, { line, role: 'extension' as const, match: 'exact' as const, number: query.digits }]
      : matches;
  });
  // A number in international notation has other meanings only if no line has it.
  const isFound = query.candidates[0]?.match === 'exact' && found.some(({ match }) => match === 'exact');
  const kinds = isFound ? matchOrder.slice(0, 1) : matchOrder;
  return kinds.flatMap(kind => roleOrder.flatMap(role => found.filter(match => match.match === kind && match.role === role)));
}

function matchNumber(number: string, { digits, candidates, matchesSuffix }: ParsedNumber): MatchKind | undefined {
  const candidate = candidates.find(one => one.number === number);
  return candidate?.match ?? (matchesSuffix && number.endsWith(digits) ? 'suffix' : undefined);
}
