// Parses the options of the history: `-c history=15m`, `-c historyDays=400`.
import { OptionError } from './option-error.ts';

/** How often snapshots are taken, and how long the history is kept. */
export interface HistoryOptions {
  everyMinutes: number;
  days: number;
}

const minutesPerUnit: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };
const minSnapshotMinutes = 5;
const maxSnapshotMinutes = 1_440;
const maxHistoryDays = 3_650;
const defaultHistoryDays = 400;

/** What `history` must be. */
export const validInterval = 'a time from 5m to 1d, such as 15m or 1h';

/** What `historyDays` must be. */
export const validDays = `a number of days up to ${maxHistoryDays}`;

/** Parses both; undefined if no history is kept. Throws `OptionError`. */
export function parseHistory({ every, days }: { every: string | undefined; days: string | undefined }): HistoryOptions | undefined {
  if (every === undefined) {
    if (days !== undefined) throw new OptionError('-c historyDays=… needs -c history=15m.');
    return undefined;
  }
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(every) ?? [];
  const everyMinutes = Number(count) * (minutesPerUnit[unit] ?? 0);
  if (!(everyMinutes >= minSnapshotMinutes && everyMinutes <= maxSnapshotMinutes))
    throw new OptionError(`-c history=${every}: must be ${validInterval}.`);
  const keptDays = days === undefined ? defaultHistoryDays : Number(days);
  if (!Number.isInteger(keptDays) || keptDays < 1 || keptDays > maxHistoryDays)
    throw new OptionError(`-c historyDays=${days}: must be ${validDays}.`);
  return { everyMinutes, days: keptDays };
}
