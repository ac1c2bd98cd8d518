// Checks the rules of what is posted against the accounts, and compiles their filters.
import { type AccountRegistry, LinekeeperError, parseInput, toJsonSchema, unknownNameMessage } from '@linekeeper/core';
import { createFilterShape, type Filters, selectAccounts } from '@linekeeper/questions/lines';
import * as z from 'zod';
import { type Change, type ChangeKind, changeKinds } from '../change.ts';
import { createChangePredicate } from '../change-filter.ts';

/** A rule as the settings have it. */
export interface WatchRule {
  channel: string;
  filters: Readonly<Record<string, unknown>>;
  changes?: readonly string[] | undefined;
  /** Snapshots that must see a change before it is posted, the one that found it included. */
  after: number;
  /** The setting and the number of the rule, for error messages. */
  where: string;
}

/** A rule that can be applied. */
export interface CompiledRule {
  channel: string;
  after: number;
  matches(change: Change): boolean;
  /** True if it concerns the account, and statuses: then the channel learns when the account cannot be read. */
  watchesReading(account: string): boolean;
}

/** Compiles a rule. Throws `config` for an unknown change, filter, value or account. */
export function compileRule({ channel, filters: written, changes, after, where }: WatchRule, registry: AccountRegistry): CompiledRule {
  const kinds = changes?.map(name => readChangeKind(name, where));
  const { filters, accounts } = readFilters(written, where, registry);
  const isMatch = createChangePredicate(filters, registry);
  return {
    channel,
    after,
    matches: change => (kinds?.includes(change.change) ?? true) && isMatch(change),
    watchesReading: account => (kinds?.includes('status') ?? true) && accounts.includes(account),
  };
}

function readChangeKind(name: string, where: string): ChangeKind {
  const kind = changeKinds.find(candidate => candidate === name.toLowerCase());
  if (kind !== undefined) return kind;
  throw new LinekeeperError('config', `${where}: "changes": ${unknownNameMessage('change', name, changeKinds)}`);
}

function readFilters(
  written: WatchRule['filters'],
  where: string,
  registry: AccountRegistry,
): { filters: Filters; accounts: readonly string[] } {
  const shape = z.strictObject(createFilterShape());
  try {
    // `parseInput` has validated them by this shape.
    const filters = parseInput(shape, toJsonSchema(shape), written) as Filters;
    return { filters, accounts: selectAccounts(registry, filters).map(({ name }) => name) };
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) throw new LinekeeperError('config', `${where}: "filters": ${thrown.message}`);
    throw thrown;
  }
}
