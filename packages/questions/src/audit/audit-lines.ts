// `audit_lines`: finds problems of the lines of every account, with evidence and advice, and reports the checks that were skipped.
import {
  type Account,
  createAnswerFormShape,
  defaultLimit,
  defineQuestion,
  type Input,
  type ToolContext,
  type ToolResult,
} from '@linekeeper/core';
import * as z from 'zod';
import { shortOutcomesSchema } from '../lines/account-outcomes.ts';
import { compileFilters } from '../lines/compile-filters.ts';
import { createFilterShape, selectAccounts } from '../lines/filters.ts';
import { gather, gatherInto } from '../lines/gather.ts';
import { createFieldsShape, createLineProjection } from '../lines/line-fields.ts';
import { embeddedLineSchema, warningsSchema } from '../lines/line-schema.ts';
import { createPaginationShape } from '../lines/multi-source-cursor.ts';
import { addFeesToResults } from '../lines/product-fees.ts';
import { type LineSource, listSources, type SourceResult } from '../lines/source.ts';
import { type AuditInput, auditColumns, buildAuditResult, defaultAuditFields } from './audit-answer.ts';
import { type Check, severities } from './check.ts';
import { auditName, createKeyReader, readFindingCursor } from './finding-cursor.ts';
import { joinFindings } from './finding-list.ts';
import { findSkippedChecks, getAuditInput, isNeededBy } from './findings.ts';
import { checks } from './index.ts';
import { CheckRuns } from './run-checks.ts';

/** The list of checks is never empty. */
const codes = checks.map(({ code }) => code) as [string, ...string[]];

/** The question behind `audit_lines`. */
export const auditLines = defineQuestion({
  name: auditName,
  title: 'Audit lines',
  description:
    'Audits the lines of every account: blocked, unregistered, duplicate, ownerless, leading nowhere, idle. "skipped" names checks that could not be made. For lists use list_lines.',
  command: ['audit'],
  columns: auditColumns,
  columnLayout: { list: 'findings', groupBy: ['code', 'severity'] },
  input: maxRows =>
    z.strictObject({
      ...createFilterShape(),
      severity: z.array(z.enum(severities)).min(1).optional().describe('Only these'),
      check: z.array(z.enum(codes)).min(1).optional().describe('Only these checks; paid_but_idle only if named'),
      ...createFieldsShape(),
      ...createAnswerFormShape(),
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
          },
        },
      },
      advice: { type: 'object' },
      counts: { type: 'object' },
      skipped: {
        type: 'array',
        items: { type: 'object', properties: { account: { type: 'string' }, check: { type: 'string' }, reason: { type: 'string' } } },
      },
      returned: { type: 'integer' },
      next_cursor: { type: 'string' },
      accounts: shortOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['findings', 'advice', 'counts', 'skipped', 'returned'],
  }),
  run,
});

async function run(input: AuditInput, context: ToolContext): Promise<ToolResult> {
  const project = createLineProjection(input, defaultAuditFields);
  const filters = compileFilters(input, context.registry);
  const selectedChecks = checks.filter(
    ({ code, severity, enriches = false }) => (input.check?.includes(code) ?? !enriches) && (input.severity?.includes(severity) ?? true),
  );
  const allSources = listSources(selectAccounts(context.registry, {}), true);
  const start = readFindingCursor(input, allSources, context);
  // Checks join lines, so the other filters apply to the findings. Accounts are selected before reading, except for checks across accounts.
  const concerns = (candidate: Account) => (check: Check) => check.acrossAccounts || filters.accounts.includes(candidate);
  const page = { ...start, limit: context.rowLimit ?? input.limit ?? defaultLimit };
  const runs = new CheckRuns(selectedChecks, allSources, { matches: filters.matches, readKey: createKeyReader(allSources, context), page });
  const plan = (reading: Reading, operationInput: Input) => {
    const getChecks = ({ account }: LineSource) =>
      selectedChecks.filter(check => getReading(check) === reading && concerns(account)(check));
    return {
      sources: allSources.filter(source => isNeededBy(getChecks(source))(source)),
      inputFor: (source: LineSource): Input => ({ ...getAuditInput(getChecks(source), source), ...operationInput }),
      createConsumer: (source: LineSource) => runs.createConsumer(source, getChecks(source)),
    };
  };
  const read = async (reading: Reading, operationInput: Input): Promise<SourceResult[]> => {
    const { sources, createConsumer, ...options } = plan(reading, operationInput);
    return await gatherInto(sources, context, options, createConsumer);
  };
  // Fees are known at the end only, so that enriched lines are held.
  const readEnriched = async (): Promise<SourceResult[]> => {
    const { sources, createConsumer, ...options } = plan('enriched', { enrich: true });
    const enriched = await addFeesToResults(await gather(sources, context, options), context);
    for (const { source, items } of enriched) createConsumer(source).add(items);
    return enriched;
  };
  const [results, fullResults, enrichedResults] = await Promise.all([read('listed', {}), read('full', { full: true }), readEnriched()]);
  const resultsByReading = { listed: results, full: fullResults, enriched: enrichedResults };
  const getResults = (check: Check) => resultsByReading[getReading(check)].filter(({ source }) => concerns(source.account)(check));
  const found = joinFindings(runs.finish(getResults), page);
  const skipped = selectedChecks.flatMap(check => findSkippedChecks(check, getResults(check)));
  const warnings = filters.ownerWarnings(results);
  return buildAuditResult({
    input,
    project,
    context,
    found,
    skipped,
    warnings,
    start,
    sources: allSources,
    findUnreported: filters.findUnreported,
    results,
    furtherResults: [...fullResults, ...enrichedResults],
  });
}

/** How the rows are read that a check needs. */
type Reading = 'listed' | 'full' | 'enriched';

const getReading = ({ needsFullRows, enriches }: Check): Reading => (enriches ? 'enriched' : needsFullRows ? 'full' : 'listed');
