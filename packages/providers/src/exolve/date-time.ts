// Times as Exolve takes them: RFC 3339, where a person may write a day alone.
import * as z from 'zod';

export const moment = () =>
  z
    .string()
    .refine(text => /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/.test(text) && isDay(text.slice(0, 10)), {
      message: 'must be a date (2026-01-31) or an RFC 3339 time (2026-01-31T12:00:00Z)',
    });

/** 2026-02-30 is none, though `Date` would take it for March. */
const isDay = (day: string) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

/** A day alone is all of it, in UTC. */
export const whole = (text: string | undefined, time: string) => (text === undefined || text.includes('T') ? text : `${text}T${time}Z`);
