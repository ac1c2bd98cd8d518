// The owners of lines, one for each person that an account names, with e-mail addresses where a list of the account has them.
import {
  type Account,
  isRecord,
  type Line,
  LinekeeperError,
  Listing,
  type PersonDetails,
  reserveForResponse,
  type ToolContext,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { reportsOwner } from '../lines/line-kinds.ts';
import type { Owner } from './person.ts';

/** An owner with the lines that it has. */
export interface LineOwner extends Owner {
  lines: Line[];
}

/** The people of one account by the ids that its lines refer to. */
type PeopleById = ReadonlyMap<string, PersonDetails>;

/** Groups lines by owner. Lines of lists without owners are grouped by their own names. */
export function collectOwners(lines: readonly Line[], people: ReadonlyMap<string, PeopleById>): LineOwner[] {
  const owners = new Map<string, LineOwner>();
  for (const line of lines) {
    const isLineName = !reportsOwner(line);
    const name = isLineName ? line.name : line.owner;
    const id = isLineName ? undefined : line.owner_id;
    if ((name ?? id) === undefined) continue;
    const key = JSON.stringify([line.account, isLineName, id ?? name]);
    const known = owners.get(key);
    if (known !== undefined) {
      known.lines.push(line);
      known.name ??= name;
      continue;
    }
    const person = id === undefined ? undefined : people.get(line.account)?.get(id);
    const email = person?.email;
    owners.set(key, {
      account: line.account,
      name: name ?? person?.name,
      lines: [line],
      ...(id !== undefined && { id }),
      ...(email !== undefined && { email }),
      ...(isLineName && { isLineName }),
    });
  }
  return [...owners.values()];
}

/** True for a line that names its owner by an id alone: the list of people has the name. */
export const lacksOwnerName = (line: Line): boolean => line.owner === undefined && line.owner_id !== undefined;

/** Reads the people of each account that has a list of them. A list that cannot be read adds a warning, which begins with `consequence`. */
export async function readPeople(
  accounts: readonly Account[],
  { registry, deadline }: ToolContext,
  consequence = 'owners are matched without their e-mail addresses',
): Promise<{ people: Map<string, PeopleById>; warnings: string[] }> {
  const people = new Map<string, PeopleById>();
  const warnings: string[] = [];
  const end = reserveForResponse(deadline, registry.clock.now());
  const lists = accounts.flatMap(account =>
    operations
      .filter(({ provider, person }) => provider === account.provider && person !== undefined)
      .map(operation => ({ account, operation })),
  );
  await Promise.all(
    lists.map(async ({ account, operation }) => {
      const byId = new Map<string, PersonDetails>();
      people.set(account.name, byId);
      try {
        const listing = new Listing(operation, registry.getConnection(account), { response_format: 'detailed' }, registry.digest);
        for await (const { rows } of listing.batches(Number.POSITIVE_INFINITY, end))
          for (const row of rows) {
            const person = isRecord(row) ? operation.person?.(row) : undefined;
            if (person?.id !== undefined) byId.set(person.id, person);
          }
      } catch (thrown) {
        if (!(thrown instanceof LinekeeperError)) throw thrown;
        warnings.push(`${account.name}: ${consequence} (${thrown.displayMessage})`);
      }
    }),
  );
  return { people, warnings };
}
