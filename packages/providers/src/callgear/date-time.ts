// Times as CallGear takes them: without a zone, in the account's own.
import * as z from 'zod';

const form = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/;

/** True for `YYYY-MM-DD`, with or without a time, that the calendar has. */
export function isMoment(text: string): boolean {
  const [, day, time = '00:00:00'] = form.exec(text) ?? [];
  const parsed = new Date(`${day}T${time}Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day ?? '?');
}

export const date = () => z.string().refine(isMoment, 'must be YYYY-MM-DD or YYYY-MM-DD hh:mm:ss');

/** As the wire has it: a day alone gets the time, a time without seconds the time's seconds. */
export function moment(text: string, time: string): string {
  const [, day, given = time] = form.exec(text) ?? [];
  return `${day} ${given.length === 5 ? `${given}:${time.slice(-2)}` : given}`;
}
