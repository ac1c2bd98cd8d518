// Date and time values of Exolve: RFC 3339; callers may pass a date only.
import * as z from 'zod';

/** The schema of a date parameter. */
export const dateTimeSchema = () =>
  z
    .string()
    .refine(
      text => /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/.test(text) && isCalendarDate(text.slice(0, 10)),
      {
        message: 'must be a date (2026-01-31) or an RFC 3339 time (2026-01-31T12:00:00Z)',
      },
    );

/** Rejects 2026-02-30, which `Date` would read as March 2. */
const isCalendarDate = (day: string) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

/** Completes a date with a time in UTC; undefined and complete times are returned as they are. */
export const toRfc3339 = (text: string | undefined, time: string) => (text === undefined || text.includes('T') ? text : `${text}T${time}Z`);
