// Which lists the audit checks read and may judge, and the checks that could not be run.
import type { Input, Line, LinekeeperError } from '@linekeeper/core';
import { findHiddenFactField, type LineSource, listSources, reportsFact, type SourceResult } from '../lines/source.ts';
import type { Check, Severity } from './check.ts';

/** A problem of a line. */
export interface Finding {
  code: string;
  severity: Severity;
  line: Line;
  evidence: string;
}

/** A check that could not be run for an account. */
export interface SkippedCheck {
  account: string;
  check: string;
  reason: string;
}

/** Returns a predicate for the sources that at least one of the checks reads. */
export const isNeededBy =
  (checks: readonly Check[]) =>
  (source: LineSource): boolean =>
    checks.some(check => concerns(check, source));

/** Returns true if the check examines the lines of the source. */
const examines = ({ needs }: Check, { operation }: LineSource): boolean => needs.every(fact => reportsFact(operation, fact));

/** Returns true if the check reads the source: for lines that it examines, or for a fact that may refute a finding in another list. */
export function concerns(check: Check, source: LineSource): boolean {
  if (examines(check, source)) return true;
  const { refutedByOtherLists, joinsStages } = check;
  const isJoined =
    (joinsStages && source.operation.stage !== undefined) ||
    (refutedByOtherLists !== undefined && reportsFact(source.operation, refutedByOtherLists));
  return isJoined && listSources([source.account], true).some(other => examines(check, other));
}

/** Returns the arguments that list what these checks need of a source. */
export function getAuditInput(checks: readonly Check[], source: LineSource): Input {
  const { stageInput, auditInput } = source.operation;
  const isStage = checks.some(check => check.joinsStages && concerns(check, source));
  return { ...(isStage ? stageInput : auditInput) };
}

/** Returns the lists that the check may judge: not those that hide a fact, and no list of an account with an incomplete one if it needs them. */
export function selectExamined(check: Check, results: readonly SourceResult[]): Set<LineSource> {
  const relevant = results.filter(({ source }) => concerns(check, source));
  const hidesFact = (result: SourceResult) => describeHiddenFact(check, result) !== undefined;
  // A missing line proves nothing if a list was only partly read, or hides a fact.
  const incompleteAccounts = new Set(
    relevant
      .filter(result => !result.reachedEnd || hidesFact(result) || (check.joinsStages && result.unavailable !== undefined))
      .map(({ source }) => source.account.name),
  );
  const isExamined = (result: SourceResult) =>
    check.needsCompleteList ? !incompleteAccounts.has(result.source.account.name) : !hidesFact(result);
  return new Set(relevant.filter(isExamined).map(({ source }) => source));
}

/** Returns why a check was skipped, once for each account and reason: it failed itself, a list was not read to its end, or its rows hide a fact. */
export function findSkippedChecks(check: Check, results: readonly SourceResult[], failure?: LinekeeperError): SkippedCheck[] {
  return results
    .filter(({ source }) => concerns(check, source))
    .flatMap(result => {
      const reason =
        failure?.displayMessage ??
        result.failure?.displayMessage ??
        result.unavailable?.displayMessage ??
        (result.reachedEnd ? (result.problem ?? describeHiddenFact(check, result)) : 'The list could not be read to its end.');
      return reason === undefined ? [] : [{ account: result.source.account.name, check: check.code, reason }];
    })
    .filter((skip, index, all) => all.findIndex(other => other.account === skip.account && other.reason === skip.reason) === index);
}

/** Names a field of a fact that no row has, not even empty: it may be hidden from the access level, so its absence proves nothing. */
function describeHiddenFact(check: Check, result: SourceResult): string | undefined {
  const { needs, refutedBy = [], refutedByOtherLists } = check;
  const facts = [
    ...(examines(check, result.source) ? [...needs, ...refutedBy] : []),
    ...(refutedByOtherLists === undefined ? [] : [refutedByOtherLists]),
  ];
  for (const fact of facts) {
    const field = findHiddenFactField(result, fact);
    if (field !== undefined) return `No row reports "${field}": it may not be visible to this access level.`;
  }
  return undefined;
}
