// `audit_lines`: finds problems of the lines of every account, with evidence and advice, and reports the checks that were skipped.
import { type Account, defaultLimit, defineQuestion, type Input, type Row, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { accountOutcomesSchema, findFirstFailure, formatOutcomeNotes, toAccountOutcomes } from '../lines/account-outcomes.ts';
import { collapseRepeatedErrors, fitEntries, fitIntoQuarter } from '../lines/answer-budget.ts';
import { compileFilters } from '../lines/compile-filters.ts';
import { createFilterShape, type Filters, selectAccounts } from '../lines/filters.ts';
import { collectItems, gather } from '../lines/gather.ts';
import { embeddedLineSchema, lineFields, warningsSchema } from '../lines/line-schema.ts';
import { createPaginationShape, type PaginationInput, readSourceCursor, writeSourceCursor } from '../lines/multi-source-cursor.ts';
import { listSources, type SourceResult } from '../lines/source.ts';
import { type Check, type Severity, severities } from './check.ts';
import { type Finding, findSkippedChecks, isNeededBy, runCheck, type SkippedCheck } from './findings.ts';
import { checks } from './index.ts';

const name = 'audit_lines';

/** The list of checks is never empty. */
const codes = checks.map(({ code }) => code) as [string, ...string[]];

const columns = ['severity', 'code', 'account', 'kind', 'id', 'name', 'owner', 'evidence', 'advice'];
const fileColumns = ['severity', 'code', 'evidence', 'advice', ...lineFields];

/** The question behind `audit_lines`. */
export const auditLines = defineQuestion({
  name,
  title: 'Audit lines',
  description:
    'Audits the lines of every account: blocked, unregistered, duplicate, ownerless, leading nowhere, open to strangers, idle. Each finding has evidence and advice; "skipped" names checks that could not be made. For lists use list_lines.',
  command: ['audit'],
  columns: fileColumns,
  input: maxRows =>
    z.strictObject({
      ...createFilterShape(),
      severity: z.array(z.enum(severities)).min(1).optional().describe('Only these'),
      check: z.array(z.enum(codes)).min(1).optional().describe('Only these checks'),
      ...createPaginationShape(maxRows),
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
            line: embeddedLineSchema,
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
      accounts: accountOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['findings', 'counts', 'skipped', 'returned', 'accounts'],
  }),
  run,
});

type AuditInput = Filters & PaginationInput & { severity?: Severity[] | undefined; check?: string[] | undefined };

async function run(input: AuditInput, context: ToolContext): Promise<ToolResult> {
  const filters = compileFilters(input, context.registry);
  const selectedChecks = checks.filter(
    ({ code, severity }) => (input.check?.includes(code) ?? true) && (input.severity?.includes(severity) ?? true),
  );
  const start = readSourceCursor(name, input, [name], context);
  // Checks join lines, so the other filters apply to the findings. Accounts are selected before reading, except for checks across accounts.
  const concerns = (candidate: Account) => (check: Check) => check.acrossAccounts || filters.accounts.includes(candidate);
  const allSources = listSources(selectAccounts(context.registry, {}));
  const read = (checksToRun: readonly Check[], operationInput: Input) =>
    gather(
      allSources.filter(source => isNeededBy(checksToRun.filter(concerns(source.account)))(source)),
      context,
      { inputFor: () => operationInput },
    );
  const fullRowChecks = selectedChecks.filter(({ needsFullRows }) => needsFullRows);
  const [results, fullResults] = await Promise.all([
    read(
      selectedChecks.filter(check => !fullRowChecks.includes(check)),
      {},
    ),
    read(fullRowChecks, { full: true }),
  ]);
  const getResults = (check: Check) =>
    (check.needsFullRows ? fullResults : results).filter(({ source }) => concerns(source.account)(check));
  const matching = new Set(collectItems([...results, ...fullResults]).flatMap(item => (filters.matches(item) ? [item.line] : [])));
  const findings = selectedChecks.flatMap(check => runCheck(check, getResults(check))).filter(({ line }) => matching.has(line));
  const skipped = selectedChecks.flatMap(check => findSkippedChecks(check, getResults(check)));
  const warnings = filters.ownerWarnings(results);
  return buildResult({ input, context, findings, skipped, warnings, offset: start.offset, results, fullResults });
}

interface AuditData {
  input: AuditInput;
  context: ToolContext;
  findings: Finding[];
  skipped: SkippedCheck[];
  /** Index of the first finding of the page. */
  offset: number;
  warnings: readonly string[];
  results: SourceResult[];
  fullResults: SourceResult[];
}

function buildResult({ input, context, findings, skipped, warnings: ownerWarnings, offset, results, fullResults }: AuditData): ToolResult {
  const all = [...results, ...fullResults];
  const warnings = [...new Set(all.flatMap(result => result.warnings)), ...ownerWarnings];
  const counts = Object.fromEntries(
    codes.map(code => [code, findings.filter(finding => finding.code === code).length]).filter(([, count]) => count !== 0),
  );
  const getOutcomes = (shown: readonly Finding[]) =>
    toAccountOutcomes(all, {
      countReturned: account => shown.filter(({ line }) => line.account === account).length,
      includeTotals: false,
      budget: context.budget,
    });
  const limit = context.rowLimit ?? input.limit ?? defaultLimit;
  const requested = findings.slice(offset, offset + limit);
  const skippedShown = fitIntoQuarter(collapseRepeatedErrors(skipped, 'reason', context.budget), context.budget, warnings);
  if (skippedShown.length < skipped.length)
    warnings.push(`${skipped.length - skippedShown.length} more checks were skipped; "accounts" says why.`);
  const shown = fitEntries(requested, {
    budget: context.budget,
    rest: { accounts: getOutcomes(requested), warnings, skipped: skippedShown, counts },
    columns,
    toRow,
    warnings,
  });
  const nextOffset = offset + shown.length;
  const outcomes = getOutcomes(shown);
  const cursor =
    nextOffset < findings.length ? writeSourceCursor(name, input, [name], { source: 0, offset: nextOffset }, context) : undefined;
  return {
    content: {
      findings: shown,
      counts,
      skipped: skippedShown,
      returned: shown.length,
      ...(cursor !== undefined && { next_cursor: cursor }),
      accounts: outcomes,
    },
    table: {
      columns,
      fileColumns,
      rows: shown.map(toRow),
      total: findings.length,
      hasMore: cursor !== undefined,
    },
    warnings,
    notes: [
      ...formatOutcomeNotes(outcomes),
      ...skipped.map(({ account, check, reason }) => `${check} could not be checked in ${account}: ${reason}`),
    ],
    failure: findFirstFailure(all),
  };
}

const toRow = ({ line, ...finding }: Finding): Row => ({ ...line, ...finding });
