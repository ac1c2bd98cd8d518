// Times such as `5m` as options have them.
import { LinekeeperError } from '@linekeeper/core';

const msByUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses the value of an option in milliseconds. Throws `input` for anything but `30s`, `5m`, `1h` or `1d` and the like. */
export function parseInterval(text: string, option: string): number {
  const [, amount, unit = ''] = /^([1-9]\d{0,4})([smhd])$/.exec(text.trim().toLowerCase()) ?? [];
  if (amount !== undefined) return Number(amount) * (msByUnit[unit] ?? 0);
  throw new LinekeeperError('input', `${option} must be a time such as 30s, 5m or 1h.`, { field: option.replace(/^-+/, '') });
}
