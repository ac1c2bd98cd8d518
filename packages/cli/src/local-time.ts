// Times of answers, which are in UTC, as people here read them.
import { getCell, type ResultTable, type Row } from '@linekeeper/core';

/** The time zone of this machine, an IANA name. */
export const localTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time in UTC as `2026-11-27 12:14` in the zone; anything else as it is. */
export function formatLocalTime(text: string, timeZone = localTimeZone): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return text;
  // Swedish dates are those of ISO 8601.
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}

/** The rows of a table with its times in the zone of this machine. */
export function toLocalRows({ rows, timeColumns = [] }: ResultTable): readonly Row[] {
  if (timeColumns.length === 0) return rows;
  return rows.map(row => ({
    ...row,
    ...Object.fromEntries(
      timeColumns.flatMap(name => {
        const cell = getCell(row, name);
        return typeof cell === 'string' ? [[name, formatLocalTime(cell)]] : [];
      }),
    ),
  }));
}
