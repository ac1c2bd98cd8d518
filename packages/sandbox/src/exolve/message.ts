// Parses requests of Exolve: protobuf messages in JSON, in which 64-bit integers may be strings and null means absent.
import { isObject, tryParseJson } from '../json.ts';
import { ExolveError } from './errors.ts';

/** A request body, by field name. */
export type Message = Record<string, unknown>;

const maxUint64 = 18_446_744_073_709_551_615n;

function invalidValueError(value: unknown): ExolveError {
  return new ExolveError(400, `invalid value ${JSON.stringify(value)}`);
}

/** Parses a body; an empty one is an empty message. Unknown fields are ignored. Throws an ExolveError, as do the readers below. */
export function parseMessage(body: string): Message {
  const message = body.trim() === '' ? {} : tryParseJson(body);
  if (!isObject(message)) throw invalidValueError(body.slice(0, 20));
  return message;
}

/** Undefined if the field is missing or empty. */
export function readString(message: Message, name: string): string | undefined {
  const value = message[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw invalidValueError(value);
  return value === '' ? undefined : value;
}

/** Undefined if the field is missing. */
export function readUint64(message: Message, name: string): number | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') throw invalidValueError(value);
  if (!/^\d+$/.test(String(value)) || BigInt(value) > maxUint64) throw invalidValueError(value);
  return Number(value);
}

const timestampFormat = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Nanoseconds since 1970, since a millisecond holds a thousand different creation dates; undefined if it is not a timestamp. */
export function parseNanoseconds(value: string): bigint | undefined {
  const [, seconds, fraction = '', zone] = timestampFormat.exec(value) ?? [];
  const ms = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** Nanoseconds since 1970; undefined if the field is missing. */
export function readTimestamp(message: Message, name: string): bigint | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined) return undefined;
  const timeNs = typeof value === 'string' ? parseNanoseconds(value) : undefined;
  if (timeNs === undefined) throw new ExolveError(400, `invalid google.protobuf.Timestamp value ${JSON.stringify(value)}`);
  return timeNs;
}

/** One of the numbers of an enum; undefined if the field is missing. Names of enum values are accepted by the format, but not documented. */
export function readEnum(message: Message, name: string, values: readonly number[]): number | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !values.includes(value)) throw invalidValueError(value);
  return value;
}

/** 1 is ascending, 2 descending; undefined if the field is missing. `property` is the field's name in the error message. */
export function readOrder(message: Message, name: string, property: string): 1 | 2 | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined || value === 1 || value === 2) return value;
  if (typeof value !== 'number') throw invalidValueError(value);
  throw new ExolveError(400, `GetSIPListRequest.${property}: value must be one of the defined enum values`);
}
