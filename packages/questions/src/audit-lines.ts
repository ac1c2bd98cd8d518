// `audit_lines`: what is wrong with the lines of every account, why, and what to do; and which checks could not be made.
import { type Call, cellAt, defaultLimit, type Input, type Line, type Outcome, type Question } from '@linekeeper/core';
import * as z from 'zod';
import { type Check, type Severity, severities } from './audit/check.ts';
import { checks } from './audit/index.ts';
import { filterShape, filtersOf, predicateOf, sourcesFor } from './filter.ts';
import { gather, itemsOf } from './gather.ts';
import { someLine, warningsSchema } from './line-schema.ts';
import { firstFailure, outcomesOf, outcomesSchema } from './outcome.ts';
import { pagingShape, readBegin, writeNext } from './paging.ts';
import { fitting } from './size.ts';
import type { Reading, Source } from './source.ts';

const name = 'audit_lines';

/** There is at least one check. */
const codes = checks.map(({ code }) => code) as [string, ...string[]];

interface Finding {
  code: string;
  severity: Severity;
  line: Line;
  evidence: string;
  advice: string;
}

/** A check that could not be made in an account, never silently passed. */
interface Skipped {
  account: string;
  check: string;
  reason: string;
}

export const auditLines: Question = {
  name,
  title: 'What is wrong',
  description:
    'Audits the lines of every account: blocked, unregistered, duplicate, ownerless, leading nowhere, open to strangers, idle. Each finding has evidence and advice; "skipped" names checks that could not be made. For lists use list_lines.',
  command: ['audit'],
  input: mostRows =>
    z.strictObject({
      ...filterShape(),
      severity: z.array(z.enum(severities)).min(1).optional().describe('Only these'),
      check: z.array(z.enum(codes)).min(1).optional().describe('Only these checks'),
      ...pagingShape(mostRows),
    }),
  output: () => ({
    type: 'object',
    properties: {
      findings: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            code: { type: 'string' },
            severity: { type: 'string' },
            line: someLine,
            evidence: { type: 'string' },
            advice: { type: 'string' },
          },
          required: ['code', 'severity', 'line', 'evidence', 'advice'],
        },
      },
      counts: { type: 'object' },
      skipped: {
        type: 'array',
        items: { type: 'object', properties: { account: { type: 'string' }, check: { type: 'string' }, reason: { type: 'string' } } },
      },
      returned: { type: 'integer' },
      next_cursor: { type: 'string' },
      accounts: outcomesSchema,
      warnings: warningsSchema,
    },
    required: ['findings', 'counts', 'skipped', 'returned', 'accounts'],
  }),
  run,
};

async function run(input: Input, call: Call): Promise<Outcome> {
  const filters = filtersOf(input);
  const chosen = checks.filter(({ code, severity }) => isAmong(input.check, code) && isAmong(input.severity, severity));
  // Checks join lines, so a filter chooses among the findings, not among the lines that are read; accounts are chosen before.
  const { kind: _, ...anyKind } = filters;
  const sources = sourcesFor(call.directory.accounts, anyKind);
  const begin = readBegin(name, input, [name], call);
  const [readings, fullReadings] = await Promise.all([
    gather(sources.filter(needs(chosen.filter(({ full }) => !full))), call, { inputOf: () => ({}) }),
    gather(sources.filter(needs(chosen.filter(({ full }) => full))), call, { inputOf: () => ({ full: true }) }),
  ]);
  const fits = predicateOf(filters);
  const findings = chosen
    .flatMap(check => findingsOf(check, check.full ? fullReadings : readings))
    .filter(({ line }) => isAmong(filters.kind, line.kind) && fits(line));
  const all = [...readings, ...fullReadings];
  const skipped = chosen.flatMap(check => skippedIn(check, check.full ? fullReadings : readings));
  const warnings = [...new Set(all.flatMap(reading => reading.warnings))];
  const counts = Object.fromEntries(
    codes.map(code => [code, findings.filter(finding => finding.code === code).length]).filter(([, count]) => count !== 0),
  );
  const accounts = outcomesOf(
    readings.length > 0 ? readings : fullReadings,
    account => findings.filter(({ line }) => line.account === account).length,
  );
  const wanted = call.wanted ?? Number(input.limit ?? defaultLimit);
  const asked = findings.slice(begin.offset, begin.offset + wanted);
  const shown = fitting(asked, { accounts, warnings, skipped, counts }, call.characters);
  const next = begin.offset + shown.length;
  const cursor = next < findings.length ? writeNext(name, input, [name], { source: 0, offset: next }, call) : undefined;
  return {
    content: { findings: shown, counts, skipped, returned: shown.length, ...(cursor !== undefined && { next_cursor: cursor }), accounts },
    columns: ['severity', 'code', 'account', 'kind', 'id', 'name', 'owner', 'evidence', 'advice'],
    rows: shown.map(({ line, ...finding }) => ({ ...line, ...finding })),
    total: findings.length,
    more: cursor !== undefined,
    warnings,
    notes: skipped.map(({ account, check, reason }) => `${check} could not be checked in ${account}: ${reason}`),
    failure: firstFailure(all),
  };
}

const isAmong = (list: unknown, value: string): boolean => !Array.isArray(list) || list.includes(value);

/** True for the sources that one of the checks reads. */
const needs =
  (made: readonly Check[]) =>
  ({ operation }: Source): boolean =>
    made.some(({ kinds }) => operation.kind !== undefined && kinds.includes(operation.kind));

const concerns = ({ kinds }: Check, { source: { operation } }: Reading): boolean =>
  operation.kind !== undefined && kinds.includes(operation.kind);

function findingsOf(check: Check, readings: readonly Reading[]): Finding[] {
  const items = itemsOf(readings.filter(reading => concerns(check, reading)));
  const { code, severity, advice } = check;
  return check.find(items).map(({ item: { line }, evidence }) => ({ code, severity, line, evidence, advice }));
}

/** A list that could not be read, or whose rows do not show the field to this access level. */
function skippedIn(check: Check, readings: readonly Reading[]): Skipped[] {
  return readings
    .filter(reading => concerns(check, reading))
    .flatMap(({ source, failure, items }) => {
      const { field = '' } = check;
      const blind = failure === undefined && field !== '' && items.length > 0 && items.every(({ row }) => cellAt(row, field) === undefined);
      if (failure === undefined && !blind) return [];
      const reason = failure?.sentence ?? `"${field}" is not visible to this access level.`;
      return [{ account: source.account.name, check: check.code, reason }];
    });
}
