// `audit_lines`: what is wrong with the lines of every account, why, and what to do; and which checks could not be made.
import { type Account, type Call, defaultLimit, type Input, type Outcome, type Question } from '@linekeeper/core';
import * as z from 'zod';
import { firstFailure, notesOf, outcomesOf, outcomesSchema } from '../lines/account-outcomes.ts';
import { fitting, quarterOf, roomBeside, saidOnce } from '../lines/answer-budget.ts';
import { filterShape, filtersOf, sourcesFor } from '../lines/filters.ts';
import { gather, itemsOf } from '../lines/gather.ts';
import { lineFields, someLine, warningsSchema } from '../lines/line-schema.ts';
import { pagingShape, readBegin, writeNext } from '../lines/multi-source-cursor.ts';
import { meantBy } from '../lines/owner-matches.ts';
import type { Reading } from '../lines/source.ts';
import { type Check, severities } from './check.ts';
import { type Finding, findingsOf, needs, type Skipped, skippedIn } from './findings.ts';
import { checks } from './index.ts';

const name = 'audit_lines';

/** There is at least one check. */
const codes = checks.map(({ code }) => code) as [string, ...string[]];

const allColumns = ['severity', 'code', 'evidence', 'advice', ...lineFields];

export const auditLines: Question = {
  name,
  title: 'Audit lines',
  description:
    'Audits the lines of every account: blocked, unregistered, duplicate, ownerless, leading nowhere, open to strangers, idle. Each finding has evidence and advice; "skipped" names checks that could not be made. For lists use list_lines.',
  command: ['audit'],
  columns: allColumns,
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
  const { account, provider } = filters;
  const chosen = checks.filter(({ code, severity }) => isAmong(input.check, code) && isAmong(input.severity, severity));
  const begin = readBegin(name, input, [name], call);
  // Checks join lines, so filters choose among the findings; what is read is chosen by account, but where a check compares accounts.
  const meant = new Set(
    sourcesFor(call.directory, { ...(account && { account }), ...(provider && { provider }) }).map(source => source.account),
  );
  const concerned = (owner: Account) => (check: Check) => check.across || meant.has(owner);
  const read = (made: readonly Check[], wanted: Input) =>
    gather(
      sourcesFor(call.directory, {}).filter(source => needs(made.filter(concerned(source.account)))(source)),
      call,
      { inputOf: () => wanted },
    );
  const whole = chosen.filter(({ full }) => full);
  const [readings, fullReadings] = await Promise.all([
    read(
      chosen.filter(check => !whole.includes(check)),
      {},
    ),
    read(whole, { full: true }),
  ]);
  const readingsOf = (check: Check) => (check.full ? fullReadings : readings).filter(({ source }) => concerned(source.account)(check));
  const { fits, people } = meantBy(filters);
  const findings = chosen.flatMap(check => findingsOf(check, readingsOf(check))).filter(({ line }) => fits(line));
  const skipped = chosen.flatMap(check => skippedIn(check, readingsOf(check)));
  for (const { line } of itemsOf(readings)) people.note(line, fits(line));
  const warnings = people.warnings(readings);
  return answer({ input, call, findings, skipped, warnings, begin: begin.offset, readings, fullReadings });
}

interface Audited {
  input: Input;
  call: Call;
  findings: Finding[];
  skipped: Skipped[];
  begin: number;
  warnings: readonly string[];
  readings: Reading[];
  fullReadings: Reading[];
}

function answer({ input, call, findings, skipped, warnings: said, begin, readings, fullReadings }: Audited): Outcome {
  const all = [...readings, ...fullReadings];
  const warnings = [...new Set(all.flatMap(reading => reading.warnings)), ...said];
  const counts = Object.fromEntries(
    codes.map(code => [code, findings.filter(finding => finding.code === code).length]).filter(([, count]) => count !== 0),
  );
  const outcomes = (shown: readonly Finding[]) =>
    outcomesOf(all, {
      returned: account => shown.filter(({ line }) => line.account === account).length,
      counted: false,
      characters: call.characters,
    });
  const wanted = call.wanted ?? Number(input.limit ?? defaultLimit);
  const asked = findings.slice(begin, begin + wanted);
  const gaps = fitting(saidOnce(skipped, 'reason', call.characters), quarterOf(call.characters), warnings);
  if (gaps.length < skipped.length) warnings.push(`${skipped.length - gaps.length} more checks were skipped; "accounts" says why.`);
  const shown = fitting(asked, roomBeside({ accounts: outcomes(asked), warnings, gaps, counts }, call.characters), warnings);
  const next = begin + shown.length;
  const outcomesShown = outcomes(shown);
  const cursor = next < findings.length ? writeNext(name, input, [name], { source: 0, offset: next }, call) : undefined;
  return {
    content: {
      findings: shown,
      counts,
      skipped: gaps,
      returned: shown.length,
      ...(cursor !== undefined && { next_cursor: cursor }),
      accounts: outcomesShown,
    },
    list: 'findings',
    columns: ['severity', 'code', 'account', 'kind', 'id', 'name', 'owner', 'evidence', 'advice'],
    allColumns,
    rows: shown.map(({ line, ...finding }) => ({ ...line, ...finding })),
    total: findings.length,
    more: cursor !== undefined,
    warnings,
    notes: [
      ...notesOf(outcomesShown),
      ...skipped.map(({ account, check, reason }) => `${check} could not be checked in ${account}: ${reason}`),
    ],
    failure: firstFailure(all),
  };
}

const isAmong = (list: unknown, value: string): boolean => !Array.isArray(list) || list.includes(value);
