// The cost centers of lines: the departments of their owners, where a list of people tells them.
import type { Line, ToolContext } from '@linekeeper/core';
import { readPeople } from '../people/owners.ts';

/** The cost centers of lines, and why some are not known. */
export interface CostCenters {
  byLine: ReadonlyMap<Line, string>;
  warnings: string[];
}

/** Lines without cost centers. */
export const noCostCenters: CostCenters = { byLine: new Map(), warnings: [] };

/** Finds the department of each line's owner. Each account's list of people is read once, and only if a line has an owner with an id. */
export async function findCostCenters(lines: readonly Line[], context: ToolContext): Promise<CostCenters> {
  const owners = findOwnerIds(lines);
  const names = new Set([...owners.keys()].map(({ account }) => account));
  const accounts = context.registry.accounts.filter(({ name }) => names.has(name));
  const { people, warnings } = await readPeople(accounts, context, 'the cost centers are not known');
  const byLine = new Map<Line, string>();
  for (const [line, owner] of owners) {
    const department = people.get(line.account)?.get(owner)?.department;
    if (department !== undefined) byLine.set(line, department);
  }
  return { byLine, warnings };
}

/** The owner of each line. A line without one belongs to the only owner of the lines with its extension: a mobile to that of the desk phone. */
function findOwnerIds(lines: readonly Line[]): Map<Line, string> {
  const toKey = ({ account, extension }: Line) => JSON.stringify([account, extension]);
  const byExtension = new Map<string, Set<string>>();
  for (const line of lines) {
    if (line.owner_id === undefined || line.extension === undefined) continue;
    byExtension.set(toKey(line), (byExtension.get(toKey(line)) ?? new Set()).add(line.owner_id));
  }
  const owners = new Map<Line, string>();
  for (const line of lines) {
    const [owner, ...others] = line.owner_id === undefined ? (byExtension.get(toKey(line)) ?? []) : [line.owner_id];
    if (owner !== undefined && others.length === 0) owners.set(line, owner);
  }
  return owners;
}
