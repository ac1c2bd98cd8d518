// When a digest is due: a time of day in a time zone, on some weekdays.
import { toCalendarDay, toMs } from '../moment.ts';

/** When to post a digest. */
export interface DigestRule {
  channel: string;
  /** `08:00`. */
  at: string;
  /** IANA name. */
  timezone: string;
  /** Numbers of weekdays, 0 for Sunday; every day if undefined. */
  days?: readonly number[] | undefined;
}

const daysPerWeek = 7;
const msPerMinute = 60_000;
const minutesPerHour = 60;

/**
 * Returns the last time at which the digest was due, in milliseconds since 1970. Where a clock skips that time, it is due as much later as
 * the clock skips; where a clock shows it twice, it is due the first time.
 */
export function findLastSlot({ at, timezone, days }: DigestRule, now: number): number | undefined {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const timeMs = (hours * minutesPerHour + minutes) * msPerMinute;
  const { year, month, day: today } = toCalendarDay(now, timezone);
  for (let daysAgo = 0; daysAgo <= daysPerWeek; daysAgo++) {
    const day = today - daysAgo;
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    const slot = toMs({ year, month, day }, timezone, timeMs);
    if (slot <= now && (days === undefined || days.includes(weekday))) return slot;
  }
  return undefined;
}
