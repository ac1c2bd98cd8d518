// What the checks find in what was read, and which of them could not be made.
import type { Line } from '@linekeeper/core';
import { itemsOf } from '../lines/gather.ts';
import type { Reading, Source } from '../lines/source.ts';
import type { Check, Severity } from './check.ts';

export interface Finding {
  code: string;
  severity: Severity;
  line: Line;
  evidence: string;
  advice: string;
}

/** A check that could not be made in an account, never silently passed. */
export interface Skipped {
  account: string;
  check: string;
  reason: string;
}

/** True for the sources that one of the checks reads. */
export const needs =
  (made: readonly Check[]) =>
  ({ operation }: Source): boolean =>
    made.some(({ kinds }) => operation.kind !== undefined && kinds.includes(operation.kind));

const concerns = ({ kinds }: Check, { source: { operation } }: Reading): boolean =>
  operation.kind !== undefined && kinds.includes(operation.kind);

export function findingsOf(check: Check, readings: readonly Reading[]): Finding[] {
  const concerned = readings.filter(reading => concerns(check, reading));
  const isBlind = (reading: Reading) => blindness(check, reading) !== undefined;
  // What is not there proves nothing where a part was not read, or not seen.
  const short = new Set(concerned.filter(reading => !reading.ended || isBlind(reading)).map(({ source }) => source.account.name));
  const items = itemsOf(concerned.filter(reading => (check.needsAll ? !short.has(reading.source.account.name) : !isBlind(reading))));
  const { code, severity, advice } = check;
  return check.find(items).map(({ item: { line }, evidence }) => ({ code, severity, line, evidence, advice }));
}

/** Lists that could not be read to their end, and rows that do not show the field to this access level. */
export function skippedIn(check: Check, readings: readonly Reading[]): Skipped[] {
  return readings
    .filter(reading => concerns(check, reading))
    .flatMap(reading => {
      const reason = reading.failure?.sentence ?? (reading.ended ? blindness(check, reading) : 'The list could not be read to its end.');
      return reason === undefined ? [] : [{ account: reading.source.account.name, check: check.code, reason }];
    })
    .filter((skip, index, all) => all.findIndex(other => other.account === skip.account && other.reason === skip.reason) === index);
}

/** A field that came in no row, not even empty, is not visible: nothing follows from its absence. */
function blindness({ restsOn }: Check, { source, items, seen }: Reading): string | undefined {
  const fields = source.operation.kind === undefined ? undefined : restsOn?.[source.operation.kind];
  const hidden = items.length === 0 ? undefined : fields?.find(field => !field.split('|').some(name => seen.has(name)));
  return hidden === undefined ? undefined : `No row reports "${hidden.split('|')[0]}": it may not be visible to this access level.`;
}
