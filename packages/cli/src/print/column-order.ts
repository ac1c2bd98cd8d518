// The orders of columns: from left to right, and which of them get room first.
import type { FactName, Operation } from '@linekeeper/core';
import { lineColumns } from '@linekeeper/questions/lines';
import { changeColumn } from './change-values.ts';

/** The order of the columns of lines, matches and findings, from left to right. */
const displayOrder: readonly string[] = [
  'severity',
  'code',
  'matched',
  'role',
  ...lineColumns,
  'match',
  'leads_to',
  'provider_status',
  'ip',
  'created_at',
  'owner_id',
  'provider',
];

/** An order in which columns get room. */
export interface Priority {
  /** The preferred columns; others follow. All columns where it is empty. */
  order: readonly string[];
  /** A table without one of these would not tell what a row is about. */
  essential: readonly string[];
  /** A table that has all of these is not rearranged to show more; the most important first. */
  important: readonly string[];
}

/** What each row of lines and matches is to tell: who, what and why. */
const ofLines = {
  essential: ['matched', 'status', 'name', 'owner'],
  important: ['matched', 'role', 'status', 'name', 'owner', 'reasons', 'numbers'],
} as const;

/** When, what, and from what to what. */
const ofChanges = { essential: ['at', 'name', changeColumn], important: ['at', 'change', 'name', changeColumn] } as const;

/** Who, what and why; or first what tells lines apart, where names do not. */
const linePriorities: readonly Priority[] = [
  { ...ofLines, order: ['matched', 'status', 'name', 'owner', 'role', 'reasons', 'numbers', 'extension', 'account'] },
  { ...ofLines, order: ['matched', 'status', 'name', 'owner', 'role', 'numbers', 'reasons', 'extension', 'account'] },
];

const changePriorities: readonly Priority[] = [
  { ...ofChanges, order: ['at', 'change', 'name', changeColumn, 'extension', 'owner', 'numbers', 'account'] },
  { ...ofChanges, order: ['at', 'change', 'name', changeColumn, 'numbers', 'extension', 'owner', 'account'] },
];

/** Leavers with their lines; what a list of people says of departments is known to who has it. */
const peoplePriorities: readonly Priority[] = [
  { order: ['result', 'person', 'owner', 'lines', 'account', 'why'], essential: ['result', 'person', 'owner'], important: [] },
];

/** Tells the columns of lines and matches from those of other lists. */
const areLines = (names: readonly string[]): boolean => names.includes('reasons') || names.includes('matched');

/** The orders for a list with these columns; `preferredColumns`: those of a provider's list. */
export function getPriorities(names: readonly string[], preferredColumns: readonly string[] = []): readonly Priority[] {
  if (areLines(names)) return linePriorities;
  if (names.includes(changeColumn)) return changePriorities;
  return names.includes('result') && names.includes('person')
    ? peoplePriorities
    : [{ order: preferredColumns, essential: [], important: [] }];
}

/** The facts whose columns get room first: whose and which a line is, and whether it works. */
const preferredFacts: readonly FactName[] = [
  'owner',
  'numbers',
  'extension',
  'registered',
  'inService',
  'blocked',
  'blockedManually',
  'blockedByLimit',
  'usageBlock',
  'deactivated',
];

/** The preferred columns of a provider's list: names, and those with the facts above. */
export function listPreferredColumns({ columns, facts = {} }: Pick<Operation, 'columns' | 'facts'>): string[] {
  const fields = preferredFacts.flatMap(name => facts[name]?.fields.flatMap(field => field.split('|')) ?? []);
  return columns.filter(name => /(?:^|[._])name$/.test(name) || fields.some(field => name === field || name.startsWith(`${field}.`)));
}

/** Sorts the columns of lines into their display order; those of other lists stay in theirs. */
export const sortColumns = (names: readonly string[]): string[] => (areLines(names) ? sortBy(names, displayOrder) : [...names]);

/** Sorts names into an order; others follow as they come. */
export function sortBy(names: readonly string[], order: readonly string[]): string[] {
  const known = order.filter(name => names.includes(name));
  return [...known, ...names.filter(name => !known.includes(name))];
}
