// Reading a request of Exolve: a protobuf message in JSON, where 64-bit numbers may be digits in quotes and null is absence.
import { isObject, parseJson } from '../json.ts';
import { ExolveError } from './errors.ts';

export type Message = Record<string, unknown>;

const uint64Max = 18_446_744_073_709_551_615n;

function invalid(value: unknown): ExolveError {
  return new ExolveError(400, `invalid value ${JSON.stringify(value)}`);
}

/** What the page does not name is ignored. */
export function readMessage(body: string): Message {
  const message = body.trim() === '' ? {} : parseJson(body);
  if (!isObject(message)) throw invalid(body.slice(0, 20));
  return message;
}

export function text(message: Message, name: string): string | undefined {
  const value = message[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw invalid(value);
  return value === '' ? undefined : value;
}

export function uint64(message: Message, name: string): number | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') throw invalid(value);
  if (!/^\d+$/.test(String(value)) || BigInt(value) > uint64Max) throw invalid(value);
  return Number(value);
}

const timestamp = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Nanoseconds, since a millisecond holds a thousand different creation dates. */
export function nanoseconds(value: string): bigint | undefined {
  const [, seconds, fraction = '', zone] = timestamp.exec(value) ?? [];
  const ms = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

export function date(message: Message, name: string): bigint | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined) return undefined;
  const moment = typeof value === 'string' ? nanoseconds(value) : undefined;
  if (moment === undefined) throw new ExolveError(400, `invalid google.protobuf.Timestamp value ${JSON.stringify(value)}`);
  return moment;
}

/** 1 ascending, 2 descending. `property` is the name that the refusal uses. */
export function order(message: Message, name: string, property: string): 1 | 2 | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined || value === 1 || value === 2) return value;
  if (typeof value !== 'number') throw invalid(value);
  throw new ExolveError(400, `GetSIPListRequest.${property}: value must be one of the defined enum values`);
}
