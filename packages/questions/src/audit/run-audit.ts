// Runs an audit: finds problems of the lines of every account, with evidence and advice, and reports the checks that were skipped.
import { type Account, defaultLimit, type Input, type ToolContext, type ToolResult } from '@linekeeper/core';
import { compileFilters } from '../lines/compile-filters.ts';
import { selectAccounts } from '../lines/filters.ts';
import { gather, gatherInto } from '../lines/gather.ts';
import { createLineProjection } from '../lines/line-fields.ts';
import { addFeesToResults } from '../lines/product-fees.ts';
import { type LineSource, listSources, type SourceResult } from '../lines/source.ts';
import { buildAuditResult, defaultAuditFields } from './audit-answer.ts';
import type { AuditInput } from './audit-input.ts';
import type { Check } from './check.ts';
import { createKeyReader, readFindingCursor } from './finding-cursor.ts';
import { joinFindings } from './finding-list.ts';
import { findSkippedChecks, getAuditInput, isNeededBy } from './findings.ts';
import { checks } from './index.ts';
import { CheckRuns } from './run-checks.ts';

/** Answers `audit_lines`. Throws `input` for an invalid cursor or an unknown account, and `config` without accounts. */
export async function runAudit(input: AuditInput, context: ToolContext): Promise<ToolResult> {
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
  const runs = new CheckRuns(selectedChecks, allSources, {
    matches: filters.matches,
    readKey: createKeyReader(allSources, context),
    page,
    log: message => context.registry.log?.(message),
  });
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
  // Fees are known at the end only, so that enriched lines are gathered.
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
  const skipped = selectedChecks.flatMap(check => findSkippedChecks(check, getResults(check), runs.getFailure(check)));
  const warnings = [...filters.selectionWarnings, ...filters.ownerWarnings(results)];
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
