// The rules of automatic posts: changes as they come (`watch`), and the state at a time of day (`digest`).
import { LinekeeperError, quoteValue, readArray, readObject, readString, readStrings, unknownNameMessage } from '@linekeeper/core/lite';

/** Posts changes to a channel. The history validates the names of changes and the values of filters. */
export interface WatchRule {
  /** Slack id. */
  channel: string;
  /** The filters that lines share; a line matches all of them. */
  filters: Readonly<Record<string, string | readonly string[]>>;
  /** Kinds of changes; all of them if undefined. */
  changes?: readonly string[];
  /** Snapshots that must see a change before it is posted, the one that found it included. */
  after: number;
  /** The setting and the number of the rule, for error messages. */
  where: string;
}

/** Days as `days` names them, Sunday first. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Posts the state at a time of day, if there is something to say. */
export interface DigestRule {
  channel: string;
  /** `08:00`. */
  at: string;
  /** IANA name. */
  timezone: string;
  /** Numbers of weekdays, 0 for Sunday; every day if undefined. */
  days?: readonly number[];
}

const filterNames = ['status', 'reason', 'kind', 'provider', 'account', 'owner', 'text', 'number_prefix'];
const maxAfter = 1_000;
const defaultAfter = 2;

/** Shown in the error for a value that is not an array of rules. */
export const exampleWatch = '[{"channel": "C…", "filters": {"status": ["down"]}, "changes": ["status"], "after": "2"}]';

/** The same for `digest`. */
export const exampleDigest = '[{"channel": "C…", "at": "08:00", "timezone": "Europe/Copenhagen", "days": ["mon", "fri"]}]';

/** Parses the rules of `watch`. Throws `config` with the number of the rule and its key. */
export const parseWatchRules = (value: unknown, where: string): WatchRule[] =>
  readArray(value, where, { noun: 'rule', example: exampleWatch }, parseWatchRule);

/** Parses the rules of `digest`. Throws `config` with the number of the rule and its key. */
export const parseDigestRules = (value: unknown, where: string): DigestRule[] =>
  readArray(value, where, { noun: 'rule', example: exampleDigest }, parseDigestRule);

function parseWatchRule(value: unknown, where: string): WatchRule {
  const { channel, filters = {}, changes, after = defaultAfter } = readObject(value, where, ['channel', 'filters', 'changes', 'after']);
  return {
    channel: readChannel(channel, `${where}: "channel"`),
    filters: readFilters(filters, `${where}: "filters"`),
    ...(changes !== undefined && { changes: readNonEmpty(changes, `${where}: "changes"`, 'change') }),
    after: readAfter(after, `${where}: "after"`),
    where,
  };
}

function parseDigestRule(value: unknown, where: string): DigestRule {
  const { channel, at, timezone, days } = readObject(value, where, ['channel', 'at', 'timezone', 'days']);
  return {
    channel: readChannel(channel, `${where}: "channel"`),
    at: readTime(at, `${where}: "at"`),
    timezone: readTimeZone(timezone, `${where}: "timezone"`),
    ...(days !== undefined && { days: readNonEmpty(days, `${where}: "days"`, 'day').map(day => readDay(day, `${where}: "days"`)) }),
  };
}

/** Ids, since names can change. */
function readChannel(value: unknown, where: string): string {
  const channel = readString(value, where);
  if (/^[CDG][A-Z0-9]{2,31}$/.test(channel)) return channel;
  throw new LinekeeperError(
    'config',
    `${where} must be the id of a channel, such as C0123456, not ${quoteValue(channel)}: in Slack, it is at the end of the channel's details.`,
  );
}

function readFilters(value: unknown, where: string): WatchRule['filters'] {
  const filters = readObject(value, where, filterNames);
  return Object.fromEntries(
    Object.entries(filters).map(([name, filter]) => [
      name,
      Array.isArray(filter) ? readNonEmpty(filter, `${where}: "${name}"`, 'value') : readString(filter, `${where}: "${name}"`),
    ]),
  );
}

function readNonEmpty(value: unknown, where: string, noun: string): string[] {
  const texts = readStrings(value, where);
  if (texts.length === 0) throw new LinekeeperError('config', `${where} must name at least one ${noun}, or be left out.`);
  return texts;
}

function readAfter(value: unknown, where: string): number {
  const count = typeof value === 'string' && /^\s*\d{1,4}\s*$/.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= maxAfter) return count;
  throw new LinekeeperError(
    'config',
    `${where} must be a number of snapshots from 1 to ${maxAfter}, such as "2", not ${quoteValue(value)}.`,
  );
}

function readTime(value: unknown, where: string): string {
  const time = readString(value, where);
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return time;
  throw new LinekeeperError('config', `${where} must be a time from 00:00 to 23:59, such as 08:00, not ${quoteValue(time)}.`);
}

function readTimeZone(value: unknown, where: string): string {
  const name = readString(value, where);
  // An offset, which is valid here too, would be wrong for half of the year.
  if (/^[A-Za-z]/.test(name) && isTimeZone(name)) return name;
  throw new LinekeeperError('config', `${where} must be an IANA time zone, such as Europe/Copenhagen, not ${quoteValue(name)}.`);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const longWeekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function readDay(text: string, where: string): number {
  const word = text.toLowerCase();
  const day = weekdays.findIndex((name, index) => name === word || longWeekdays[index] === word);
  if (day >= 0) return day;
  throw new LinekeeperError('config', `${where}: ${unknownNameMessage('day', text, weekdays)}`);
}
