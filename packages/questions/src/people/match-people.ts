// Matches a list of people with the owners of lines: by id, then by e-mail address, then by name. What is doubtful is not decided.
import { compareNames, isCloser, type NameRelation } from './compare-names.ts';
import { addressPattern, type NameForm, parseName } from './name-form.ts';
import { NameIndex } from './name-index.ts';

/** A person of the list. */
export interface Person {
  name: string;
  email?: string | undefined;
  id?: string | undefined;
  department?: string | undefined;
}

/** An owner of lines in one account. */
export interface Owner {
  account: string;
  name?: string | undefined;
  /** Unique within the account's provider. */
  id?: string | undefined;
  email?: string | undefined;
  /** True for the name of a line whose list reports no owner: it may name a person, a place or a device. */
  isLineName?: boolean;
}

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

/** The result, by positions in the lists of people and of owners. */
export interface Matching {
  matches: Match[];
  doubts: Doubt[];
  /** Owners that no person of the list may be. */
  leavers: number[];
  /** People that no owner may be. */
  withoutLine: number[];
  /** Owners whose name fits too many people to name them. */
  unclear: number[];
}

/** A possible pair. */
interface Edge extends NameRelation {
  person: number;
  owner: number;
}

/** People who may be one owner. With more, the owner's name says too little to name them. */
const maxDoubtfulPeople = 10;

/** Matches people with owners. Pure; needs time in proportion to both lists. */
export function matchPeople(people: readonly Person[], owners: readonly Owner[]): Matching {
  const finder = createFinder(people);
  const unclear = new Set<number>();
  const edges = owners.map((owner, position) => {
    const found = finder(owner);
    if (found === 'unclear') unclear.add(position);
    return found === 'unclear' ? [] : found.map((edge): Edge => ({ ...edge, owner: position }));
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
      edge => !edge.isSure && !(edge.why.includes('differently') && decidedAccounts.has(`${edge.person} ${owners[owner]?.account}`)),
    );
    const all = ties.length > 0 ? ties : rest;
    return owners[owner]?.isLineName ? all.filter(edge => edge.isSure && !decidedPeople.has(edge.person)) : all;
  });
  const doubtfulOwners = new Set(doubtful.map(({ owner }) => owner));
  const doubtfulPeople = new Set(doubtful.map(({ person }) => person));
  return {
    matches: decided.map(({ person, owner, why }) => ({ person, owner, why })),
    doubts: groupDoubts(doubtful),
    leavers: owners.flatMap((owner, position) =>
      decidedOwners.has(position) || doubtfulOwners.has(position) || unclear.has(position) || owner.isLineName ? [] : [position],
    ),
    withoutLine: people.flatMap((_, position) => (decidedPeople.has(position) || doubtfulPeople.has(position) ? [] : [position])),
    unclear: [...unclear],
  };
}

/** Returns the people who may be an owner. An id or an address decides where the names do not contradict it. */
function createFinder(people: readonly Person[]): (owner: Owner) => Omit<Edge, 'owner'>[] | 'unclear' {
  const names = people.map(({ name }) => parseName(name));
  const index = new NameIndex(names);
  const byId = groupPositions(people.map(({ id }) => id?.trim().toLowerCase()));
  const byEmail = groupPositions(people.map(({ email }) => email?.trim().toLowerCase()));
  const compare = (form: NameForm, position: number) => {
    const name = names[position];
    return name === undefined ? undefined : compareNames(name, form);
  };
  return ({ name, id, email, isLineName }) => {
    const form = name === undefined ? undefined : parseName(name);
    const address = (email ?? addressPattern.exec(name ?? '')?.[0])?.toLowerCase();
    const sameAddress = address === undefined ? [] : (byEmail.get(address) ?? []);
    const sameId = id === undefined ? [] : (byId.get(id.toLowerCase()) ?? []);
    const certain = [
      ...sameId.map(person => {
        const agrees = form === undefined || sameAddress.includes(person) || compare(form, person) !== undefined;
        return agrees
          ? { person, isSure: true, rank: -2, why: 'same id' }
          : { person, isSure: false, rank: 0, why: 'same id, but another name' };
      }),
      ...sameAddress.map(person => ({ person, isSure: true, rank: -1, why: 'same e-mail address' })),
    ];
    if (certain.some(({ isSure }) => isSure)) return certain.filter(({ isSure }) => isSure);
    if (form === undefined) return certain;
    const relate = (positions: readonly number[]) =>
      positions.flatMap(person => {
        const relation = compare(form, person);
        return relation === undefined ? [] : [{ person, ...relation }];
      });
    const alike = relate(index.find(form));
    if (alike.length > maxDoubtfulPeople && !alike.some(({ isSure }) => isSure)) return 'unclear';
    const renamed = alike.length > 0 ? [] : relate(index.findByPatronymic(form));
    const named = renamed.length > maxDoubtfulPeople ? [] : [...alike, ...renamed];
    if (certain.length + named.length > 0)
      return [...certain, ...named.filter(({ person }) => !certain.some(edge => edge.person === person))];
    const shared = isLineName ? [] : index.findByOneWord(form);
    if (shared.length > maxDoubtfulPeople) return 'unclear';
    return shared.map(person => ({ person, isSure: false, rank: 0, why: 'only one of the names is given' }));
  };
}

function groupPositions(keys: readonly (string | undefined)[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  for (const [position, key] of keys.entries()) if (key) positions.set(key, [...(positions.get(key) ?? []), position]);
  return positions;
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
    const closest = own.filter(edge => !own.some(other => isCloser(other, edge)));
    const [only, ...others] = closest.filter(({ isSure }) => isSure);
    if (others.length > 0) tied.set(owner, `${others.length + 1} people of the list have this name`);
    return only === undefined || others.length > 0 ? [] : [only];
  });
  const rivals = Map.groupBy(best, ({ person, owner }) => `${person} ${owners[owner]?.account}`);
  const decided = [...rivals.values()].flatMap(group => {
    const ids = new Set(group.flatMap(({ owner }) => owners[owner]?.id ?? []));
    if (ids.size < 2) return group;
    const rank = Math.min(...group.map(edge => edge.rank));
    const closest = group.filter(edge => edge.rank === rank);
    const isOne = rank === -1 || new Set(closest.flatMap(({ owner }) => owners[owner]?.id ?? [])).size < 2;
    for (const { owner } of isOne ? group.filter(edge => !closest.includes(edge)) : group)
      tied.set(owner, `${group.length} owners of ${owners[owner]?.account} have this name`);
    return isOne ? closest : [];
  });
  return { decided, tied };
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
