// The rights of an account, where its provider tells them: what is missing is named before a list is refused.
import { type Account, type AccountRights, LinekeeperError, pluralize, type ToolContext } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

/** What the doctor says of the rights of an account. */
export interface RightsReport {
  /** True if they are known to suffice for every list. */
  suffice: boolean;
  detail: string;
}

/** Describes the rights of an account; undefined if its provider does not tell them. Only the lists decide whether an account works. */
export async function describeRights(account: Account, context: ToolContext): Promise<RightsReport | undefined> {
  try {
    const rights = await readRights(account, context);
    if (rights === undefined) return undefined;
    const missing = describeMissingRights(account, rights);
    return missing === undefined
      ? { suffice: true, detail: `${rights.summary}, which suffices for every list` }
      : { suffice: false, detail: `${rights.summary}; missing: ${missing}` };
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    return { suffice: false, detail: `the provider did not tell them: ${thrown.message}` };
  }
}

/** Reads the rights of an account; undefined if its provider does not tell them. Throws any error code. */
async function readRights(account: Account, { registry, deadline }: ToolContext): Promise<AccountRights | undefined> {
  const { rights } = account.provider;
  const request = rights?.request(account.settings);
  if (rights === undefined || request === undefined) return undefined;
  return await registry.getConnection(account).send(request, rights.read, deadline, { operation: 'rights' });
}

/** Reads the currency of an account's fees; undefined if the provider does not tell it, or refuses to. */
export async function readCurrency(account: Account, context: ToolContext): Promise<string | undefined> {
  try {
    return (await readRights(account, context))?.currency;
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return undefined;
    throw thrown;
  }
}

/** Describes what an account lacks, with the lists that need it; undefined if it has all that its lists require. */
function describeMissingRights({ provider }: Account, { findMissing }: AccountRights): string | undefined {
  const listsByMissing = new Map<string, string[]>();
  for (const { provider: listed, requires = [], title } of operations) {
    if (listed !== provider) continue;
    for (const requirement of requires) {
      const missing = findMissing(requirement);
      if (missing !== undefined) listsByMissing.set(missing, [...(listsByMissing.get(missing) ?? []), title]);
    }
  }
  if (listsByMissing.size === 0) return undefined;
  return [...listsByMissing].map(([missing, titles]) => `${missing} (${formatLists(titles)})`).join(', ');
}

/** Names one list, and counts several. */
const formatLists = (titles: readonly string[]): string =>
  titles.length === 1 ? (titles[0] ?? '') : `${titles.length} ${pluralize('list', titles.length)}`;
