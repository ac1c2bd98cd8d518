// A change as an answer shows it: when, which line, what, and the values before and after.
import type { Line, Row } from '@linekeeper/core';
import { formatMoment } from './moment.ts';
import type { StoredChange } from './store.ts';

/** The fields that tell which line changed; account, kind and id stand beside it. */
const lineFields = ['name', 'numbers', 'extension', 'owner', 'status'] as const;

/** A change in the answer of `list_changes`. */
export interface AnswerChange {
  at: string;
  account: string;
  kind: string;
  id: string;
  line: Row;
  change: string;
  field?: string;
  before?: Row[string];
  after?: Row[string];
  /** Who changed it, from the provider's change log. */
  by?: string;
}

/** The columns of a table of changes. */
export const changeColumns = ['at', 'change', 'account', 'kind', 'id', 'name', 'numbers', 'extension', 'owner', 'field', 'before', 'after'];

/** Converts a change; empty values are left out. */
export function toAnswerChange({ at, account, kind, id, line, change, field, previous }: StoredChange): AnswerChange {
  const before = field === undefined ? undefined : toCell(previous[field]);
  const after = field === undefined ? undefined : toCell(line[field]);
  return {
    at: formatMoment(at),
    account,
    kind,
    id,
    line: Object.fromEntries(lineFields.flatMap(name => toEntry(name, line[name]))),
    change,
    ...(field !== undefined && { field }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

/** The row of a change in a table: the line's fields beside the others. */
export const toChangeRow = ({ line, ...change }: AnswerChange): Row => ({ ...line, ...change });

const toEntry = (name: string, value: Line[keyof Line] | null): [string, Row[string]][] => {
  const cell = toCell(value);
  return cell === undefined ? [] : [[name, cell]];
};

const toCell = (value: Line[keyof Line] | null): Row[string] | undefined =>
  value === null || value === undefined ? undefined : typeof value === 'object' ? [...value] : value;
