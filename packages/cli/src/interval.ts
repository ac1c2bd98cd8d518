// Times such as `5m` as options have them.
import { LinekeeperError } from '@linekeeper/core';

const msByUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Timers of Node wait for less than 25 days. */
const maxIntervalDays = 24;

/** Parses the value of an option in milliseconds. Throws `input` for anything but `30s`, `5m`, `1h` or `1d` and the like. */
export function parseInterval(text: string, option: string): number {
  const [, amount, unit = ''] = /^([1-9]\d{0,6})([smhd])$/.exec(text.trim().toLowerCase()) ?? [];
  const intervalMs = Number(amount) * (msByUnit[unit] ?? 0);
  if (intervalMs <= maxIntervalDays * (msByUnit.d ?? 0)) return intervalMs;
  throw new LinekeeperError('input', `${option} must be a time such as 30s, 5m or 1h, up to ${maxIntervalDays}d.`, {
    field: option.replace(/^-+/, ''),
  });
}
