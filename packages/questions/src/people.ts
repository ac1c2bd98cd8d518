// What to say about the people whose lines were asked for: nobody of that name, or several.
import type { Line } from '@linekeeper/core';
import { nearestNames } from './person.ts';

/** Remembers whose lines were read, and whose were meant. */
export class People {
  readonly #names = new Set<string>();
  readonly #meant = new Map<string, Set<string>>();

  note({ account, owner, owner_id }: Line, meant: boolean): void {
    if (owner === undefined) return;
    this.#names.add(owner);
    if (!meant || owner_id === undefined) return;
    const key = `${owner}\n${account}`;
    this.#meant.set(key, (this.#meant.get(key) ?? new Set()).add(owner_id));
  }

  /** `found` says whether any line was meant. */
  warnings(asked: string, found: boolean): string[] {
    if (!found) {
      const near = nearestNames([...this.#names], asked);
      return [`Nobody here is called that${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}.`];
    }
    return [...this.#meant].flatMap(([key, ids]) => {
      const [name, account] = key.split('\n');
      return ids.size > 1 ? [`${ids.size} people in ${account} are called ${name}: owner_id ${[...ids].join(', ')}.`] : [];
    });
  }
}
