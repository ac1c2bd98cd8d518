// Changes: what the history compares of a line, and how two versions of a line differ.
import type { Line } from '@linekeeper/core';
import { boundId } from './bounds.ts';

/** Every kind of change. A line is the same while its account, kind and id are. */
export const changeKinds = ['added', 'removed', 'status', 'owner', 'number', 'routing', 'fee', 'name'] as const;

/** One of `changeKinds`. */
export type ChangeKind = (typeof changeKinds)[number];

/** Fields of the version before that the newer one has otherwise; null for a field that was empty. */
export type PreviousFields = { readonly [name in keyof Line]?: Line[name] | null };

/** One change of a line between two snapshots. */
export interface Change {
  account: string;
  kind: string;
  id: string;
  change: ChangeKind;
  /** The field that changed; absent for lines that were added or removed. */
  field?: keyof Line;
  /** The line after the change; of a removed line its last version. */
  line: Line;
  /** Every compared field that changed with it. */
  previous: PreviousFields;
}

/** The compared fields by kind of change. `first`: the fields describe one thing, so that only the first of them that changed counts. */
const comparedFields: readonly { change: ChangeKind; fields: readonly (keyof Line)[]; first?: true }[] = [
  { change: 'status', fields: ['status', 'reasons', 'provider_status'], first: true },
  { change: 'owner', fields: ['owner', 'owner_id'], first: true },
  { change: 'number', fields: ['numbers', 'extension', 'caller_id'] },
  { change: 'routing', fields: ['leads_to'] },
  { change: 'fee', fields: ['monthly_fee', 'currency'], first: true },
  { change: 'name', fields: ['name', 'device'] },
];

/** The id of a line in the history: its own, or what tells it from its neighbors where the provider gives none. */
export const getHistoryId = ({ id, numbers, extension, name }: Line): string => boundId(id ?? numbers?.[0] ?? extension ?? name ?? '');

/** Lists the changes between two versions of the line with this history id; none if only fields that are not compared differ. */
export function diffLine(id: string, before: Line, after: Line): Change[] {
  const changed = comparedFields.map(({ change, fields, first }) => {
    const names = fields.filter(name => !isSameField(name, before, after));
    return { change, names, reported: first ? names.slice(0, 1) : names };
  });
  const names = changed.flatMap(group => group.names);
  if (names.length === 0) return [];
  const previous = pickFields(before, names);
  const { account, kind } = after;
  return changed.flatMap(({ change, reported }) =>
    reported.map((field): Change => ({ account, kind, id, change, field, line: after, previous })),
  );
}

function isSameField(name: keyof Line, { [name]: before }: Line, { [name]: after }: Line): boolean {
  if (before === after) return true;
  // An id that comes or goes beside the same name is a matter of the access level.
  if (name === 'owner_id') return before === undefined || after === undefined;
  return Array.isArray(before) && Array.isArray(after) && before.length === after.length && toOrderless(before) === toOrderless(after);
}

const toOrderless = (list: readonly unknown[]): string => JSON.stringify([...list].sort());

/** Picks fields of a line, also those that are empty. */
export const pickFields = (line: Line, names: readonly (keyof Line)[]): PreviousFields =>
  Object.fromEntries(names.map(name => [name, line[name] ?? null]));

/** Puts the fields of another version of a line into it. */
export function replaceFields(line: Line, fields: PreviousFields): Line {
  const replaced: Record<string, unknown> = { ...line };
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) delete replaced[name];
    else replaced[name] = value;
  }
  // Only fields of a line were replaced, and the required ones are never empty.
  return replaced as unknown as Line;
}

/** Rebuilds the line before a change. */
export const toPreviousLine = ({ line, previous }: Pick<Change, 'line' | 'previous'>): Line => replaceFields(line, previous);
