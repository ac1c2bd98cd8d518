// Whose lines are meant by the filters, and what to say where nobody is of that name, or several are.
import { clip, inert, type Line } from '@linekeeper/core';
import { type Filters, isFiltered, isNarrowed, ownedBy, predicateOf } from './filters.ts';
import { nearestNames } from './person-names.ts';
import type { Item, Reading } from './source.ts';

/** The filters at work: which lines to keep, and who was met on the way. */
export function meantBy(filters: Filters) {
  const fits = predicateOf(filters);
  const people = new People(filters);
  const keep = ({ line }: Item) => {
    const meant = fits(line);
    people.note(line, meant);
    return meant;
  };
  const filtered = isFiltered(filters);
  return { filtered, people, fits, keep: filtered ? keep : undefined };
}

/** Remembers whose lines were read, and whose were meant. */
export class People {
  readonly #asked: string | undefined;
  readonly #isTheirs: (line: Line) => boolean;
  /** True where lines of theirs may not have been read, or not have been meant. */
  readonly #narrowed: boolean;
  readonly #names = new Set<string>();
  #known = false;
  /** By account and name: a provider's ids are its own. */
  readonly #meant = new Map<string, Map<string, Set<string>>>();

  /** Nothing is noted where nobody was asked for. */
  constructor(filters: Filters) {
    this.#asked = filters.owner;
    this.#isTheirs = ownedBy(filters.owner);
    this.#narrowed = isNarrowed(filters);
  }

  note(line: Line, meant: boolean): void {
    if (this.#asked === undefined) return;
    const { account, owner, owner_id, name } = line;
    this.#known ||= this.#isTheirs(line);
    const called = owner ?? name;
    if (called !== undefined) this.#names.add(called);
    if (!meant || owner === undefined || owner_id === undefined) return;
    const own = this.#meant.get(account) ?? new Map<string, Set<string>>();
    this.#meant.set(account, own.set(owner, (own.get(owner) ?? new Set()).add(owner_id)));
  }

  /** What a reader should know of the people; nothing where nobody was asked for. */
  warnings(readings: readonly Reading[]): string[] {
    if (this.#asked === undefined) return [];
    const all = readings.every(({ failure }) => failure === undefined);
    if (!this.#known) {
      const near = nearestNames([...this.#names], this.#asked).map(name => clip(inert(name), 60));
      const here = this.#narrowed ? 'Nobody is called that among the lines that the other filters leave' : 'Nobody here is called that';
      return [`${all ? here : 'Nobody is called that in what could be read'}${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}.`];
    }
    return [...this.#meant].flatMap(([account, names]) =>
      [...names].flatMap(([name, ids]) =>
        ids.size > 1 ? [`${ids.size} people in ${account} are called ${clip(inert(name), 60)}: owner_id ${[...ids].join(', ')}.`] : [],
      ),
    );
  }
}
