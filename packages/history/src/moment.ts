// Moments as people write them: `monday`, `yesterday`, `7d`, `12h`, ISO dates and times, in the caller's time zone.
import { LinekeeperError, quoteValue } from '@linekeeper/core';

const msPerMinute = 60_000;
const msPerDay = 24 * 60 * msPerMinute;
const msByUnit: Readonly<Record<string, number>> = { m: msPerMinute, h: 60 * msPerMinute, d: msPerDay, w: 7 * msPerDay };

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** How to read a moment. */
export interface MomentOptions {
  /** The argument that holds it, for messages. */
  field: string;
  /** Milliseconds since 1970. */
  now: number;
  /** IANA name, such as `Europe/Copenhagen`. */
  timeZone: string;
  /** Whether a day means its first or its last moment. */
  dayEdge: 'start' | 'end';
}

/** A date of the calendar; months count from 1. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/** Reads a moment in milliseconds since 1970. A weekday is the last one that has begun, also today. Throws `input` with the valid forms. */
export function parseMoment(text: string, { field, now, timeZone, dayEdge }: MomentOptions): number {
  const words = text.trim().toLowerCase();
  const toEdge = (day: CalendarDay) => (dayEdge === 'start' ? toMs(day, timeZone) : toMs({ ...day, day: day.day + 1 }, timeZone) - 1);
  if (words === 'now') return now;
  const [, amount, unit = ''] = /^(\d{1,5}) ?([mhdw])$/.exec(words) ?? [];
  if (amount !== undefined) return now - Number(amount) * (msByUnit[unit] ?? 0);
  const daysAgo = readDaysAgo(words, now, timeZone);
  if (daysAgo !== undefined) {
    const today = toCalendarDay(now, timeZone);
    return toEdge({ ...today, day: today.day - daysAgo });
  }
  const moment = readIsoMoment(text.trim(), timeZone, toEdge);
  if (moment !== undefined) return moment;
  throw new LinekeeperError(
    'input',
    `"${field}" must be a moment such as 2026-11-27, 2026-11-27T09:14Z, monday, yesterday, 7d or 12h, not ${quoteValue(text)}.`,
    { field },
  );
}

function readDaysAgo(words: string, now: number, timeZone: string): number | undefined {
  if (words === 'today') return 0;
  if (words === 'yesterday') return 1;
  const weekday = words.length < 3 ? -1 : weekdays.findIndex(name => name === words || name.slice(0, 3) === words);
  if (weekday < 0) return undefined;
  const { year, month, day } = toCalendarDay(now, timeZone);
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() - weekday + 7) % 7;
}

const isoPattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?(Z|[+-]\d\d:?\d\d)?)?$/i;

function readIsoMoment(text: string, timeZone: string, toEdge: (day: CalendarDay) => number): number | undefined {
  const [matched, ...parts] = isoPattern.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map(Number)
    .map(part => part || 0);
  const date = new Date(Date.UTC(year, month - 1, day));
  const isValid = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isValid) return undefined;
  if (parts[3] === undefined) return toEdge({ year, month, day });
  const timeMs = ((hour * 60 + minute) * 60 + second) * 1_000;
  const offset = parts[6];
  if (offset === undefined) return toMs({ year, month, day }, timeZone, timeMs);
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * msPerMinute;
  return date.getTime() + timeMs - (sign === '-' ? -offsetMs : offsetMs);
}

/** The first moment at which a clock of the zone shows this day and time; where it skips them, as much later as it skips. */
export function toMs({ year, month, day }: CalendarDay, timeZone: string, timeMs = 0): number {
  const shown = Date.UTC(year, month - 1, day) + timeMs;
  const offsets = [getOffsetMs(shown - msPerDay, timeZone), getOffsetMs(shown + msPerDay, timeZone)];
  const candidates = offsets.map(offsetMs => shown - offsetMs);
  const exact = candidates.filter(at => at + getOffsetMs(at, timeZone) === shown);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** The date that a calendar of the zone shows. */
export function toCalendarDay(at: number, timeZone: string): CalendarDay {
  const date = new Date(at + getOffsetMs(at, timeZone));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far a clock of the zone is ahead of UTC. */
function getOffsetMs(at: number, timeZone: string): number {
  const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, formatter);
  const name = formatter.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -offsetMs : offsetMs;
}

/** A moment as ISO 8601 in UTC, to the second. */
export const formatMoment = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** A moment as ISO 8601 in UTC, to the minute. */
export const formatMinute = (at: number): string => new Date(at).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z');
