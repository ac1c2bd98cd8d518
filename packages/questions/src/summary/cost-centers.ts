// The cost centers of lines: the departments of their owners, where a list of people tells them.
import type { Line, ToolContext } from '@linekeeper/core';
import { readPeople } from '../people/owners.ts';

/** Refers to who has a line: its owner's id or, for a line without one, its extension, which a line of the owner may have too. */
type OwnerReference = readonly [account: string, by: 'owner' | 'extension', value: string];

/** What is known of the owners of a list's lines. References are JSON. */
export class OwnerTally {
  readonly references = new Set<string>();
  /** The ids of the owners by the reference of their extension. */
  readonly idsByExtension = new Map<string, Set<string>>();

  /** Notes who has a line, and returns the reference; empty if nothing tells. */
  note({ account, owner_id, extension }: Line): string {
    const byExtension = extension === undefined ? undefined : toReference([account, 'extension', extension]);
    if (owner_id !== undefined && byExtension !== undefined)
      this.idsByExtension.set(byExtension, (this.idsByExtension.get(byExtension) ?? new Set()).add(owner_id));
    const reference = owner_id === undefined ? byExtension : toReference([account, 'owner', owner_id]);
    if (reference === undefined) return '';
    this.references.add(reference);
    return reference;
  }
}

const toReference = (reference: OwnerReference): string => JSON.stringify(reference);

/** The cost centers by reference, and why some are not known. */
export interface CostCenters {
  byReference: ReadonlyMap<string, string>;
  warnings: string[];
}

/** Lines without cost centers. */
export const noCostCenters: CostCenters = { byReference: new Map(), warnings: [] };

/** Finds the department of each owner. Each account's list of people is read once, and only if a line has an owner with an id. */
export async function findCostCenters(tallies: readonly OwnerTally[], context: ToolContext): Promise<CostCenters> {
  const owners = findOwners(tallies);
  const names = new Set([...owners.values()].map(({ account }) => account));
  const accounts = context.registry.accounts.filter(({ name }) => names.has(name));
  const { people, warnings } = await readPeople(accounts, context, 'the cost centers are not known');
  const byReference = new Map<string, string>();
  for (const [reference, { account, id }] of owners) {
    const department = people.get(account)?.get(id)?.department;
    if (department !== undefined) byReference.set(reference, department);
  }
  return { byReference, warnings };
}

/** The owner behind each reference. A line without one belongs to the only owner of the lines with its extension: a mobile to that of the desk phone. */
function findOwners(tallies: readonly OwnerTally[]): Map<string, { account: string; id: string }> {
  const idsByExtension = new Map<string, Set<string>>();
  for (const tally of tallies) {
    for (const [extension, ids] of tally.idsByExtension) {
      const known = idsByExtension.get(extension) ?? new Set<string>();
      for (const id of ids) known.add(id);
      idsByExtension.set(extension, known);
    }
  }
  const owners = new Map<string, { account: string; id: string }>();
  for (const { references } of tallies) {
    for (const reference of references) {
      // `toReference` wrote it.
      const [account, by, value]: OwnerReference = JSON.parse(reference);
      const [id, ...others] = by === 'owner' ? [value] : (idsByExtension.get(reference) ?? []);
      if (id !== undefined && others.length === 0) owners.set(reference, { account, id });
    }
  }
  return owners;
}
