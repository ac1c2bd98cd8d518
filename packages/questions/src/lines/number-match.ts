// Which lines have to do with a number that a person wrote: in which role, and how well it fits.
import { type E164, type Line, LinekeeperError, type Role as OtherRole, quoted, type Sought, userOf } from '@linekeeper/core';
import type { Item } from './source.ts';

export type Role = 'number' | 'caller_id' | 'extension' | 'direct_number' | OtherRole;
export type Fit = 'exact' | 'national' | 'suffix';

export interface Match {
  line: Line;
  role: Role;
  match: Fit;
}

/** What a person means by what was written. */
export interface Meant {
  /** The digits as they were written. */
  digits: string;
  /** The public numbers that they may be. */
  readings: readonly { number: E164; how: 'exact' | 'national' }[];
  /** True where the last digits of a number are enough. */
  suffix: boolean;
}

/** Fewer digits are an extension, and match as a whole. */
const shortestSuffix = 4;

/** Digits of the longest number that there can be (E.164). */
const longestNumber = 15;

/** Reads what was written; throws `input` for a single digit, for letters that are no number, and for several numbers. */
export async function meaningOf(text: string, countries: readonly string[]): Promise<Meant> {
  const user = userOf(text);
  const digits = user.replace(/\D/g, '');
  if (/\p{L}/u.test(user) || digits.length < 2) {
    const message = `${quoted(text)} is no number. Give E.164 (+4570305050), national notation, a sip: URI with a number, the last four or more digits, or an extension of two or three.`;
    throw new LinekeeperError('input', message, { field: 'number' });
  }
  // The rules of all countries are only needed here.
  const { readNumber } = await import('@linekeeper/core/phone-number');
  const readings = digits.length < shortestSuffix ? [] : readNumber(text, countries);
  // What is dialled before a number may make it longer; two numbers make none.
  if (readings.length === 0 && digits.length > longestNumber)
    throw new LinekeeperError('input', `${quoted(text)} has more digits than a number has. Ask for one number at a time.`, {
      field: 'number',
    });
  return { digits, readings, suffix: digits.length >= shortestSuffix && readings[0]?.how !== 'exact' };
}

/** What providers are asked for; undefined where their lists must be read. */
export function soughtFor({ digits, readings, suffix }: Meant): Sought | undefined {
  const [only] = readings;
  if (only?.how === 'exact') return { digits: only.number.slice(1), whole: true };
  if (!suffix) return { digits, whole: true };
  const common = Math.min(digits.length, ...readings.map(({ number }) => commonEnd(number, digits)));
  return common >= shortestSuffix ? { digits: digits.slice(-common), whole: false } : undefined;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

const order: readonly Fit[] = ['exact', 'national', 'suffix'];

/** Whose number it is comes before what leads to it, and that before the many that may present it. */
const roles: readonly Role[] = ['number', 'direct_number', 'extension', 'redirection', 'failover', 'caller_id'];

/** The matches among the lines, the best fit first, and of one fit the nearest role. */
export function matchesOf(items: readonly Item[], meant: Meant): Match[] {
  const found = items.flatMap(({ line, others = [] }) => {
    const own: [Role, string][] = [
      ...(line.numbers ?? []).map((number): [Role, string] => [line.kind === 'sip_phone' ? 'direct_number' : 'number', number]),
      ...(line.caller_id === undefined ? [] : [['caller_id', line.caller_id] satisfies [Role, string]]),
      ...others.map(({ role, number }): [Role, string] => [role, number]),
    ];
    const matches = own.flatMap(([role, number]) => {
      const match = fitOf(number, meant);
      return match === undefined ? [] : [{ line, role, match }];
    });
    return line.extension === meant.digits ? [...matches, { line, role: 'extension' as const, match: 'exact' as const }] : matches;
  });
  return order.flatMap(fit => roles.flatMap(role => found.filter(one => one.match === fit && one.role === role)));
}

function fitOf(number: string, { digits, readings, suffix }: Meant): Fit | undefined {
  const reading = readings.find(known => known.number === number);
  return reading?.how ?? (suffix && number.endsWith(digits) ? 'suffix' : undefined);
}
