// What the checks find in what was read, and which of them could not be made.
import { cellAt, type Line } from '@linekeeper/core';
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
  const own = readings.filter(reading => concerns(check, reading));
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
    });
}

function blindness({ field }: Check, { items }: Reading): string | undefined {
  const blind = field !== undefined && items.length > 0 && items.every(({ row }) => cellAt(row, field) === undefined);
  return blind ? `"${field}" is not visible to this access level.` : undefined;
}
