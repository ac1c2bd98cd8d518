// What the checks find in what was read, and which of them could not be made.
import type { Line } from '@linekeeper/core';
import { itemsOf } from '../gather.ts';
import type { Reading, Source } from '../source.ts';
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
  const own = readings.filter(reading => concerns(check, reading) && blindness(check, reading) === undefined);
  const short = new Set(own.filter(reading => !reading.ended).map(({ source }) => source.account.name));
  // What is not there proves nothing where a part was not read.
  const items = itemsOf(check.needsAll ? own.filter(({ source }) => !short.has(source.account.name)) : own);
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
function blindness({ shownBy }: Check, { source, items, seen }: Reading): string | undefined {
  const fields = source.operation.kind === undefined ? undefined : shownBy?.[source.operation.kind];
  if (fields === undefined || items.length === 0 || fields.some(field => seen.has(field))) return undefined;
  return `No row reports "${fields[0]}": it may not be visible to this access level.`;
}
