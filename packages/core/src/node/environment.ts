// Reads the timeout and switches from environment variables.
import { type Environment, readVariable } from '../accounts/environment.ts';
import { LinekeeperError } from '../errors.ts';

const switchValues: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  yes: true,
  on: true,
  '0': false,
  false: false,
  no: false,
  off: false,
  '': false,
};

/** A variable that switches something on, in any letter case; off if it is not set. Throws `config` for any other value. */
export function readSwitch(environment: Environment, name: string): boolean {
  const value = (environment[name] ?? '').trim().toLowerCase();
  if (!Object.hasOwn(switchValues, value))
    throw new LinekeeperError('config', `${name} must be 1, true, yes or on; or 0, false, no, off or empty.`);
  return switchValues[value] ?? false;
}

/** `LINEKEEPER_TIMEOUT_MS`, the time for one tool call, or `defaultMs`. Throws `config` for anything but a positive integer. */
export function readTimeoutMs(environment: Environment, defaultMs = 20_000): number {
  const text = readVariable(environment, 'LINEKEEPER_TIMEOUT_MS');
  if (!text) return defaultMs;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new LinekeeperError('config', 'LINEKEEPER_TIMEOUT_MS must be a whole number of milliseconds, from 1 to 999999999.');
  return Number(text);
}
