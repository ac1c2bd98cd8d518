// Runs the audit checks on the lists that were read, and reports the checks that could not be run.
import type { Line } from '@linekeeper/core';
import { collectItems } from '../lines/gather.ts';
import type { LineSource, SourceResult } from '../lines/source.ts';
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
  ({ operation }: LineSource): boolean =>
    checks.some(({ kinds }) => operation.kind !== undefined && kinds.includes(operation.kind));

const appliesTo = ({ kinds }: Check, { source: { operation } }: SourceResult): boolean =>
  operation.kind !== undefined && kinds.includes(operation.kind);

/** Runs a check on the lists that it reads, except for lists that hide a required field, or accounts with incomplete lists if it needs them. */
export function runCheck(check: Check, results: readonly SourceResult[]): Finding[] {
  const relevant = results.filter(result => appliesTo(check, result));
  const hasHiddenField = (result: SourceResult) => describeHiddenField(check, result) !== undefined;
  // A missing line proves nothing if a list was only partly read, or hides a field.
  const incompleteAccounts = new Set(
    relevant.filter(result => !result.reachedEnd || hasHiddenField(result)).map(({ source }) => source.account.name),
  );
  const items = collectItems(
    relevant.filter(result => (check.needsCompleteList ? !incompleteAccounts.has(result.source.account.name) : !hasHiddenField(result))),
  );
  const { code, severity } = check;
  return check.find(items).map(({ item: { line }, evidence }) => ({ code, severity, line, evidence }));
}

/** Returns why a check was skipped, once for each account and reason: a list was not read to its end, or its rows hide a required field. */
export function findSkippedChecks(check: Check, results: readonly SourceResult[]): SkippedCheck[] {
  return results
    .filter(result => appliesTo(check, result))
    .flatMap(result => {
      const reason =
        result.failure?.displayMessage ??
        (result.reachedEnd ? describeHiddenField(check, result) : 'The list could not be read to its end.');
      return reason === undefined ? [] : [{ account: result.source.account.name, check: check.code, reason }];
    })
    .filter((skip, index, all) => all.findIndex(other => other.account === skip.account && other.reason === skip.reason) === index);
}

/** Names a required field that no row has, not even empty: it may be hidden from the access level, so its absence proves nothing. */
function describeHiddenField({ requiredFields }: Check, { source, items, seenFields }: SourceResult): string | undefined {
  const fields = source.operation.kind === undefined ? undefined : requiredFields?.[source.operation.kind];
  const hidden = items.length === 0 ? undefined : fields?.find(field => !field.split('|').some(name => seenFields.has(name)));
  return hidden === undefined ? undefined : `No row reports "${hidden.split('|')[0]}": it may not be visible to this access level.`;
}
