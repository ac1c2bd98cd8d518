// Finds the people of a list who may be an owner: by id, by e-mail address, or by a name like theirs.
import { compareNames, type NameRelation } from './compare-names.ts';
import { findAddress, type NameForm, parseName } from './name-form.ts';
import { NameIndex } from './name-index.ts';
import type { Owner, Person } from './person.ts';

/** A person who may be an owner. */
export interface PossiblePerson extends NameRelation {
  /** The position in the list. */
  person: number;
}

/** The people who may be one owner, or those of whom there are too many to say so. */
type FoundPeople = { possible: readonly PossiblePerson[] } | { tooMany: readonly number[] };

/** People who may be one owner. With more, the owner's name says too little to name them. */
const maxDoubtfulPeople = 10;

/** Returns the people who may be an owner. An id or an address decides where the names do not contradict it. */
export function createPersonFinder(people: readonly Person[]): (owner: Owner) => FoundPeople {
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
    const address = (email ?? findAddress(name ?? ''))?.toLowerCase();
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
    if (certain.some(({ isSure }) => isSure)) return { possible: certain.filter(({ isSure }) => isSure) };
    if (form === undefined) return { possible: certain };
    const relate = (positions: readonly number[]) =>
      positions.flatMap(person => {
        const relation = compare(form, person);
        return relation === undefined ? [] : [{ person, ...relation }];
      });
    const alike = relate(index.find(form));
    if (alike.length > maxDoubtfulPeople && !alike.some(({ isSure }) => isSure)) return { tooMany: alike.map(({ person }) => person) };
    const renamed = alike.length > 0 ? [] : relate(index.findByPatronymic(form));
    const named = renamed.length > maxDoubtfulPeople ? [] : [...alike, ...renamed];
    if (certain.length + named.length > 0)
      return { possible: [...certain, ...named.filter(({ person }) => !certain.some(edge => edge.person === person))] };
    const shared = isLineName ? [] : index.findByOneWord(form);
    if (shared.length > maxDoubtfulPeople) return { tooMany: shared };
    return { possible: shared.map(person => ({ person, isSure: false, rank: 0, why: 'only one of the names is given' })) };
  };
}

/** The positions of each key. A key that many share, like the address of a whole office, tells none of them apart, and is left out. */
function groupPositions(keys: readonly (string | undefined)[]): ReadonlyMap<string | undefined, readonly number[]> {
  const positions = Map.groupBy(keys.keys(), position => keys[position]);
  for (const [key, { length }] of positions) if (!key || length > maxDoubtfulPeople) positions.delete(key);
  return positions;
}
