// The filters of `list_lines`, applied to a change: to the line as it is after it, and to the line as it was.
import type { AccountRegistry } from '@linekeeper/core';
import { createLinePredicate, type Filters, getCountries, pickFilters } from '@linekeeper/questions/lines';
import { toPreviousLine } from './change.ts';
import type { ChangedLine } from './store.ts';

/**
 * Compiles the filters into a predicate of changes. A person who lost a line is found by name as one who got it is; status and reasons are
 * those after the change, so that `down` finds what went down.
 */
export function createChangePredicate(filters: Filters, { accounts }: Pick<AccountRegistry, 'accounts'>): (change: ChangedLine) => boolean {
  const isMatch = createLinePredicate(pickFilters(filters), getCountries(accounts));
  return change => {
    const { line } = change;
    if (isMatch(line)) return true;
    const { status: _s, reasons: _r, ...previous } = change.previous;
    if (Object.keys(previous).length === 0) return false;
    return isMatch(toPreviousLine({ line, previous }));
  };
}
