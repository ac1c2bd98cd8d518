// Matches a list of people with the owners of lines: by id, then by e-mail address, then by name. What is doubtful is not decided.
import { isCloser } from './compare-names.ts';
import type { Owner, Person } from './person.ts';
import { createPersonFinder, type PossiblePerson } from './person-finder.ts';

/** A person and an owner who are one, and the reason. */
interface Match {
  person: number;
  owner: number;
  why: string;
}

/** A person and the owners who may be that person, and why that is not decided. */
interface Doubt {
  person: number;
  owners: number[];
  why: string;
}

/** An owner whose name fits too many people to name them. */
interface UnclearOwner {
  owner: number;
  /** How many people of the list it fits. */
  people: number;
}

/** The result, by positions in the lists of people and of owners. */
export interface Matching {
  matches: Match[];
  doubts: Doubt[];
  /** Owners that no person of the list may be. */
  leavers: number[];
  /** People that no owner may be. */
  withoutLine: number[];
  unclear: UnclearOwner[];
}

/** A possible pair. */
interface Edge extends PossiblePerson {
  owner: number;
}

/** Matches people with owners. Pure; needs time in proportion to both lists. */
export function matchPeople(people: readonly Person[], owners: readonly Owner[]): Matching {
  const findPeople = createPersonFinder(people);
  const unclear: UnclearOwner[] = [];
  const unclearPeople = new Set<number>();
  const edges = owners.map((owner, position) => {
    const found = findPeople(owner);
    if ('possible' in found) return found.possible.map((edge): Edge => ({ ...edge, owner: position }));
    // The name of a line is a hint only where it is that of a person for sure.
    if (owner.isLineName) return [];
    unclear.push({ owner: position, people: found.tooMany.length });
    for (const person of found.tooMany) unclearPeople.add(person);
    return [];
  });
  const { decided, tied } = decide(edges, owners);
  const decidedOwners = new Set(decided.map(({ owner }) => owner));
  const decidedAccounts = new Set(decided.map(({ person, owner }) => `${person} ${owners[owner]?.account}`));
  const decidedPeople = new Set(decided.map(({ person }) => person));
  const doubtful = edges.flatMap((own, owner) => {
    if (decidedOwners.has(owner)) return [];
    const ties = own.flatMap(edge => (edge.isSure ? { ...edge, why: tied.get(owner) ?? edge.why } : []));
    // A person with an owner of that very name in the account is not another one of a similar name, too.
    const rest = own.filter(
      edge => !edge.isSure && !(edge.isMisspelled && decidedAccounts.has(`${edge.person} ${owners[owner]?.account}`)),
    );
    const all = ties.length > 0 ? ties : rest;
    return owners[owner]?.isLineName ? all.filter(edge => edge.isSure && !decidedPeople.has(edge.person)) : all;
  });
  const undecidedOwners = new Set([...doubtful, ...unclear].map(({ owner }) => owner));
  const doubtfulPeople = new Set(doubtful.map(({ person }) => person));
  return {
    matches: decided.map(({ person, owner, why }) => ({ person, owner, why })),
    doubts: groupDoubts(doubtful),
    leavers: owners.flatMap((owner, position) =>
      decidedOwners.has(position) || undecidedOwners.has(position) || owner.isLineName ? [] : [position],
    ),
    withoutLine: people.flatMap((_, position) =>
      decidedPeople.has(position) || doubtfulPeople.has(position) || unclearPeople.has(position) ? [] : [position],
    ),
    unclear,
  };
}

/**
 * Decides the owners whom one person fits best. Two owners with ids of their own in one account are two people, so the closer one is decided,
 * and none if both are as close. `tied` has the reason for each owner that fits several people, or competes with another owner.
 */
function decide(edges: readonly (readonly Edge[])[], owners: readonly Owner[]): { decided: Edge[]; tied: Map<number, string> } {
  const tied = new Map<number, string>();
  const best = edges.flatMap((own, owner) => {
    if (owners[owner]?.isLineName) {
      tied.set(owner, 'a line has this name, but its list reports no owner');
      return [];
    }
    const [only, ...others] = findClosest(own).filter(({ isSure }) => isSure);
    if (others.length > 0) tied.set(owner, `${others.length + 1} people of the list have this name`);
    return only === undefined || others.length > 0 ? [] : [only];
  });
  const rivals = Map.groupBy(best, ({ person, owner }) => `${person} ${owners[owner]?.account}`);
  const decided = [...rivals.values()].flatMap(group => {
    const ids = new Set(group.flatMap(({ owner }) => owners[owner]?.id ?? []));
    if (ids.size < 2) return group;
    const closest = findClosest(group);
    const rank = closest[0]?.rank;
    const isOne = rank === -1 || new Set(closest.flatMap(({ owner }) => owners[owner]?.id ?? [])).size < 2;
    for (const { owner } of isOne ? group.filter(edge => edge.rank !== rank) : group)
      tied.set(owner, `${group.length} owners of ${owners[owner]?.account} have this name`);
    return isOne ? closest : [];
  });
  return { decided, tied };
}

/** Those edges to which no other one is closer. */
function findClosest(edges: readonly Edge[]): Edge[] {
  let best: Edge | undefined;
  for (const edge of edges) if (best === undefined || isCloser(edge, best)) best = edge;
  return edges.filter(edge => best !== undefined && !isCloser(best, edge));
}

/** One entry for each person and reason. */
function groupDoubts(edges: readonly Edge[]): Doubt[] {
  const groups = Map.groupBy(edges, ({ person, why }) => `${person} ${why}`);
  return [...groups.values()]
    .flatMap(([first, ...others]): Doubt[] =>
      first === undefined ? [] : [{ person: first.person, owners: [first, ...others].map(({ owner }) => owner), why: first.why }],
    )
    .sort((a, b) => a.person - b.person);
}
