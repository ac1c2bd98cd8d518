// Date and time values of CallGear: no time zone; the provider uses that of the account.
import * as z from 'zod';

const dateTimePattern = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/;

/** True for a valid calendar date `YYYY-MM-DD`, with or without a time. */
export function isDateTime(text: string): boolean {
  const [, day, time = '00:00:00'] = dateTimePattern.exec(text) ?? [];
  const parsed = new Date(`${day}T${time}Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day ?? '?');
}

/** The schema of a date parameter. */
export const dateTimeSchema = () => z.string().refine(isDateTime, 'must be YYYY-MM-DD or YYYY-MM-DD hh:mm:ss');

/** Converts to `YYYY-MM-DD hh:mm:ss`. `defaultTime` completes a date without a time, or a time without seconds. */
export function toWireDateTime(text: string, defaultTime: string): string {
  const [, day, time = defaultTime] = dateTimePattern.exec(text) ?? [];
  return `${day} ${time.length === 5 ? `${time}:${defaultTime.slice(-2)}` : time}`;
}
