// Reads the change log that a provider keeps of an account: which item changed, when, and who changed it.
import { type Account, type ChangeLogEntry, Listing, type ToolContext } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

/** Entries that are read at most: the newest ones. */
const maxEntries = 1_000;

/** The entries of a change log since a moment. */
interface ReadChangeLog {
  entries: ChangeLogEntry[];
  /** True if the log has more entries since then than were read: the older ones are missing. */
  isCut: boolean;
}

/** True if the provider of the account keeps a change log. */
export const hasChangeLog = ({ provider }: Account): boolean => findOperation(provider) !== undefined;

const findOperation = (provider: Account['provider']) =>
  operations.find(operation => operation.provider === provider && operation.changeLogEntry !== undefined);

/** Reads the entries since a moment in milliseconds since 1970, newest first. Throws any error code. */
export async function readChangeLog(
  account: Account,
  since: number,
  { registry, deadline }: Pick<ToolContext, 'registry' | 'deadline'>,
): Promise<ReadChangeLog> {
  const operation = findOperation(account.provider);
  const entries: ChangeLogEntry[] = [];
  if (operation === undefined) return { entries, isCut: false };
  let isCut = false;
  const listing = new Listing(operation, registry.getConnection(account), { response_format: 'detailed' }, registry.digest);
  for await (const { rows, end } of listing.batches(maxEntries, deadline)) {
    isCut = end === undefined;
    for (const row of rows) {
      const entry = operation.changeLogEntry?.(row);
      if (entry === undefined) continue;
      if (entry.at < since) return { entries, isCut: false };
      entries.push(entry);
    }
  }
  return { entries, isCut };
}
