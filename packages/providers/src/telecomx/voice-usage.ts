// `GET /sip/ID/voiceUsage`: the calls of a SIP account, in and out, day by day. It tells what no list does: incoming calls, and recent days.
import { type Enrichment, getNumber, getText, isRecord, malformedError, type Row } from '@linekeeper/core';

/** Days of the window, today included. */
const windowDays = 30;

const dayMs = 86_400_000;

/** The sums that the days of a window give, by the provider's names. */
const sums = {
  callsIn: 'Calls in',
  callsOut: 'Calls out',
  secsIn: 'Seconds of calls in',
  secsOutHomeland: 'Seconds called within the home region',
  secsOutEuNordic: 'Seconds called to the EU and the Nordic countries',
  secsOutRestOfEurope: 'Seconds called to the rest of Europe and Thailand',
  secsOutWorld1: 'Seconds called to world region 1',
  secsOutWorld2: 'Seconds called to world region 2',
  secsOutWorld3: 'Seconds called to world region 3',
  price: 'Price of the calls, DKK',
} as const;

const sumNames = Object.keys(sums);

const formatDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The first and the last day of the window. */
const getWindow = (now: number) => ({ fromDate: formatDay(now - (windowDays - 1) * dayMs), toDate: formatDay(now) });

/** Adds up the days. Only what at least one day reports is told: a level may hide the price. */
function addDays(days: readonly Row[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const day of days) {
    for (const name of sumNames) {
      const value = getNumber(day, name);
      if (value !== undefined) totals[name] = (totals[name] ?? 0) + value;
    }
  }
  return Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, Math.round(total * 100) / 100]));
}

const hasCalls = (day: Row): boolean => (getNumber(day, 'callsIn') ?? 0) > 0 || (getNumber(day, 'callsOut') ?? 0) > 0;

/** The calls of the last 30 days of a SIP account, added up. */
export const voiceUsage: Enrichment = {
  adds: `calls of ${windowDays} days`,
  fields: {
    usage: {
      description: `Calls of the last ${windowDays} days`,
      fields: {
        from: { description: 'First day' },
        to: { description: 'Last day' },
        lastUsed: { description: 'Last day with a call' },
        ...Object.fromEntries(Object.entries(sums).map(([name, description]) => [name, { description }])),
      },
    },
  },
  columns: ['usage.callsIn', 'usage.callsOut', 'usage.lastUsed', 'usage.price'],
  request: (id, now) => (/^[\da-f]{24}$/i.test(id) ? { method: 'GET', path: `/sip/${id}/voiceUsage`, query: getWindow(now) } : undefined),
  read: (body, now) => {
    if (!Array.isArray(body)) throw malformedError('a list of days');
    const { fromDate: from, toDate: to } = getWindow(now);
    // JSON values, of which the readers take any.
    const days = body.filter(isRecord) as unknown as readonly Row[];
    const used = days.filter(hasCalls).flatMap(day => getText(day, 'date')?.slice(0, 10) ?? []);
    // No days are no calls: the provider leaves out days without any.
    const totals = { callsIn: 0, callsOut: 0, ...addDays(days) };
    return { usage: { from, to, lastUsed: used.sort().at(-1) ?? null, ...totals } };
  },
};

/** The calls of the window, as an enriched row states them; undefined for a row that was not. */
export function readRecentUse(row: Row): { from: string; to: string; calls: number } | undefined {
  const [callsIn, callsOut] = [getNumber(row, 'usage.callsIn'), getNumber(row, 'usage.callsOut')];
  const [from, to] = [getText(row, 'usage.from'), getText(row, 'usage.to')];
  if (callsIn === undefined || callsOut === undefined || from === undefined || to === undefined) return undefined;
  return { from, to, calls: callsIn + callsOut };
}
