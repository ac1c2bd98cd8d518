// The calls of a SIP account day by day, as Telecom X's page of voice usage describes them. Days without calls are left out.
import type { Trunk } from '../company/copenhagen-trunks.ts';
import type { Json, JsonObject } from '../json.ts';
import { TelecomXError } from './errors.ts';
import type { ListRequest } from './lists.ts';

/** The path of the voice usage of one SIP account. */
export const voiceUsagePattern = /^\/sip\/([\dA-Fa-f]{24})\/voiceUsage$/;

const dayMs = 86_400_000;

/** The longest period that is played, in days. */
const maxDays = 400;

/** Reads a day, `yyyy-mm-dd`. Throws a TelecomXError that names the parameter. */
function readDay(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new TelecomXError(400, name);
  return ms;
}

/** A trunk that is closed, down or unused has no calls. */
const hasCalls = ({ active, status, voiceUsage }: Trunk): boolean =>
  active && status !== 'OFF' && voiceUsage.some(({ secsOutHomeland }) => secsOutHomeland > 0);

/** A working day's calls: more on some days than on others, and the same whenever it is asked for. */
function buildDay(trunk: Trunk, ms: number, isReseller: boolean): JsonObject {
  const seed = (ms / dayMs + trunk.numbers.length * 7) % 11;
  const [callsIn, callsOut] = [20 + seed * 3, 10 + seed];
  const price = callsOut * 0.25;
  return {
    date: new Date(ms).toISOString(),
    callsIn,
    callsOut,
    secsIn: callsIn * 95,
    secsOutHomeland: callsOut * 80,
    secsOutEuNordic: seed === 0 ? 240 : 0,
    secsOutRestOfEurope: 0,
    secsOutWorld1: 0,
    secsOutWorld2: 0,
    secsOutWorld3: 0,
    ...(isReseller && { wholesale: price / 2 }),
    price,
  };
}

/** The body of a response with the voice usage at `path`. Throws a TelecomXError. */
export function listVoiceUsage(path: string, { office, query, level }: ListRequest, now: number): Json {
  if (level === 'PERSONAL') throw new TelecomXError(403, 'access_denied');
  const [, id = ''] = voiceUsagePattern.exec(path) ?? [];
  const trunk = office.trunks.find(({ _id }) => _id === id.toUpperCase());
  if (trunk === undefined) throw new TelecomXError(404, 'id');
  const today = Math.floor(now / dayMs) * dayMs;
  const from = readDay(query, 'fromDate', today);
  const to = Math.min(readDay(query, 'toDate', today), today);
  const days: JsonObject[] = [];
  for (let ms = from; ms <= to && days.length < maxDays; ms += dayMs) {
    const isWorkingDay = ![0, 6].includes(new Date(ms).getUTCDay());
    if (isWorkingDay && hasCalls(trunk)) days.push(buildDay(trunk, ms, level === 'RESELLER'));
  }
  return days;
}
