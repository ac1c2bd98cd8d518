// The answer of `audit_lines`: the findings of one page, advice, counts, skipped checks and the outcome of each account.
import type { Line, Provider, Row, ToolContext, ToolResult } from '@linekeeper/core';
import { findFirstFailure, formatOutcomeNotes, toAccountOutcomes, type UnreportedFinder } from '../lines/account-outcomes.ts';
import { collapseRepeatedErrors, fitEntries, fitList } from '../lines/answer-budget.ts';
import type { AskedProperty } from '../lines/asked-properties.ts';
import { createOutcomeFitter } from '../lines/fit-outcomes.ts';
import type { LineSource, SourceResult } from '../lines/source.ts';
import { addStatusHistory } from '../lines/status-history.ts';
import { mergeMarks, readMarks } from '../lines/unread-sources.ts';
import { type AuditInput, auditColumns } from './audit-input.ts';
import { type FindingPosition, writeFindingCursor } from './finding-cursor.ts';
import type { FoundPage } from './finding-list.ts';
import type { Finding, SkippedCheck } from './findings.ts';
import { checks } from './index.ts';

const defaultColumns = ['account', 'kind', 'id', 'name', 'owner'];

/** The fields that tell which line a finding is about, and its state; `accounts` has the provider of each account. */
export const defaultAuditFields = [
  'account',
  'kind',
  'id',
  'name',
  'numbers',
  'extension',
  'owner',
  'status',
  'reasons',
  'since',
  'flapping',
];

/** What an audit found, and the page of it that the answer has. */
export interface AuditData {
  input: AuditInput;
  /** Picks the fields of a line. */
  project: (line: Line) => Row;
  context: ToolContext;
  found: FoundPage;
  skipped: SkippedCheck[];
  /** Where the page starts. */
  start: FindingPosition;
  /** Every list of every account; cursors name them by index. */
  sources: readonly LineSource[];
  warnings: readonly string[];
  /** Returns what the filters ask for and the lists of a provider do not report. */
  findUnreported: (provider: Provider) => readonly AskedProperty[];
  results: SourceResult[];
  furtherResults: SourceResult[];
}

/** Builds the answer: as many findings as fit, the advice of their checks, and the counts of all findings. */
export async function buildAuditResult({
  input,
  project,
  context,
  found,
  skipped,
  warnings: ownerWarnings,
  start,
  sources,
  findUnreported: findUnreportedFilters,
  results,
  furtherResults,
}: AuditData): Promise<ToolResult> {
  const all = [...results, ...furtherResults];
  const earlier = readMarks(start.marks, sources);
  const warnings = [...new Set(all.flatMap(result => result.warnings)), ...ownerWarnings];
  const counts = Object.fromEntries(found.counts);
  const findUnreported: UnreportedFinder = (provider, returned) => (returned > 0 ? [] : findUnreportedFilters(provider));
  const getOutcomes = (shown: readonly Finding[]) =>
    toAccountOutcomes([...earlier, ...all], {
      countReturned: account => shown.filter(({ line }) => line.account === account).length,
      includeTotals: false,
      findUnreported,
    });
  const columns = ['severity', 'code', ...(input.fields ?? defaultColumns), 'evidence', 'advice'];
  const lines = await addStatusHistory(
    found.findings.map(({ line }) => line),
    { registry: context.registry, fields: input.fields, warnings },
  );
  const page = found.findings.map((finding, index) => ({ ...finding, line: lines[index] ?? finding.line }));
  const requested = page.map(({ key: _, ...finding }): AnswerFinding => ({ ...finding, line: project(finding.line) }));
  const { budget } = context;
  const rest = { advice: getAdvice(requested), counts };
  const fitOutcomes = createOutcomeFitter({ budget, rest, warnings });
  const fitted = fitOutcomes(getOutcomes(page));
  const skippedShown = fitList(collapseRepeatedErrors(skipped, 'reason', budget), 1 / 4, {
    budget,
    rest: { ...rest, ...fitted },
    warnings,
  });
  if (skippedShown.length < skipped.length)
    warnings.push(`${skipped.length - skippedShown.length} more checks were skipped; "accounts" says why.`);
  const shown = fitEntries(requested, {
    budget,
    rest: { ...rest, ...fitted, skipped: skippedShown },
    columns,
    toRow,
    warnings,
  });
  const last = page[shown.length - 1];
  const outcomes = getOutcomes(page.slice(0, shown.length));
  const cursor =
    last !== undefined && (found.hasMore || shown.length < page.length)
      ? writeFindingCursor(input, sources, last, mergeMarks(start.marks, all, sources), context)
      : undefined;
  return {
    content: {
      findings: shown,
      advice: getAdvice(shown),
      counts,
      skipped: skippedShown,
      returned: shown.length,
      ...(cursor !== undefined && { next_cursor: cursor }),
      accounts: fitOutcomes(outcomes).accounts,
    },
    table: {
      columns,
      timeColumns: ['since'],
      fileColumns: input.fields === undefined ? auditColumns : columns,
      rows: page
        .slice(0, shown.length)
        .map(({ line, key: _, ...finding }) => toRow({ ...finding, line: input.fields === undefined ? { ...line } : project(line) })),
      total: found.total,
      hasMore: cursor !== undefined,
    },
    warnings: [...fitted.warnings, ...warnings],
    notes: [
      ...formatOutcomeNotes(outcomes, findUnreported),
      ...skipped.map(({ account, check, reason }) => `${check} could not be checked in ${account}: ${reason}`),
    ],
    failure: findFirstFailure([...earlier, ...all]),
  };
}

/** A finding with the requested fields of its line. */
type AnswerFinding = Omit<Finding, 'line'> & { line: Row };

const adviceByCode = new Map<string, string>(checks.map(({ code, advice }) => [code, advice]));

/** Returns the advice of each check that has findings, once. */
const getAdvice = (findings: readonly AnswerFinding[]): Record<string, string> =>
  Object.fromEntries(findings.map(({ code }) => [code, adviceByCode.get(code) ?? '']));

const toRow = ({ line, ...finding }: AnswerFinding): Row => ({ ...line, ...finding, advice: adviceByCode.get(finding.code) ?? '' });
