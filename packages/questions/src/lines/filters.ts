// The filters that the questions share: what is pushed down to the providers, and what is filtered here.
import {
  type Account,
  type AccountChoices,
  formatChoices,
  type Line,
  type LineFilter,
  LinekeeperError,
  lineStatuses,
  providerWithoutAccountError,
  statusReasons,
  unknownNameMessage,
} from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import * as z from 'zod';
import { lineKinds, reportsOwner } from './line-kinds.ts';
import { matchesName, normalizeAndSortWords } from './person-names.ts';
import { createPrefixPredicate, createTextPredicate, isNumberPrefix, toPrefixDigits } from './text-match.ts';

const oneOrMore = <const Values extends readonly [string, ...string[]]>(values: Values) => z.array(z.enum(values)).min(1).optional();

/** The provider registry is never empty. */
const providerNames = providers.map(({ name }) => name) as [string, ...string[]];

/** Creates the zod shape of the filter parameters. */
export const createFilterShape = () => ({
  status: oneOrMore(lineStatuses).describe('Only these'),
  reason: oneOrMore(statusReasons).describe('Only these'),
  kind: oneOrMore(lineKinds).describe('Only these'),
  provider: oneOrMore(providerNames).describe('Only these'),
  account: z.array(z.string()).min(1).optional().describe('Only these accounts'),
  owner: z.string().min(1).optional().describe('Person: name in any case and order, or id'),
  text: z.string().min(1).optional().describe('Text in name, owner, numbers, extension, device'),
  number_prefix: z
    .string()
    .refine(isNumberPrefix, 'must be digits, with or without + and punctuation')
    .optional()
    .describe('Numbers beginning so, +4570…'),
});

/** The filter arguments of a question, validated; a line matches if it matches all of them, and for a list any of its values. */
export type Filters = z.output<z.ZodObject<ReturnType<typeof createFilterShape>>>;

/** Picks the filters from the arguments of a question. */
export const pickFilters = ({ status, reason, kind, provider, account, owner, text, number_prefix }: Filters): Filters => ({
  status,
  reason,
  kind,
  provider,
  account,
  owner,
  text,
  number_prefix,
});

/**
 * Returns the accounts that the filters name. Throws `input` for an unknown account, and `config` or `denied` if no account is configured,
 * or none of the requested providers: an empty answer would hide that.
 */
export function selectAccounts({ accounts, restricted }: AccountChoices, { account, provider }: Filters): Account[] {
  if (accounts.length === 0) throw accountsMissingError();
  const requested = findProviders(provider);
  const [missing, ...others] = findMissingProviders(accounts, provider);
  if (missing !== undefined && others.length + 1 === requested.length) throw providerWithoutAccountError(missing, restricted);
  const names = accounts.map(({ name }) => name);
  const unknown = account?.find(name => !names.includes(name));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownNameMessage('account', unknown, names), { field: 'account' });
  return accounts.filter(candidate => (account?.includes(candidate.name) ?? true) && (provider?.includes(candidate.provider.name) ?? true));
}

const findProviders = (names: readonly string[] = []) => providers.filter(({ name }) => names.includes(name));

const findMissingProviders = (accounts: readonly Account[], names: readonly string[] | undefined) =>
  findProviders(names).filter(provider => !accounts.some(account => account.provider === provider));

/** Returns a warning for each requested provider without an account, where another one has one, and for accounts of providers that are not requested. */
export function describeUnmatched({ accounts, restricted }: AccountChoices, { account, provider }: Filters): string[] {
  const requested = findProviders(provider);
  const others = accounts.filter(({ name, provider: own }) => account?.includes(name) && requested.length > 0 && !requested.includes(own));
  const titles = requested.map(({ title }) => title).join(' or ');
  return [
    ...findMissingProviders(accounts, provider).map(missing => providerWithoutAccountError(missing, restricted).message),
    ...(others.length > 0 ? [`Not of ${titles}, and left out: ${formatChoices(others.map(({ name }) => name))}.`] : []),
  ];
}

/** Creates the `config` error for a process without accounts: it names the variables to set. */
export function accountsMissingError(): LinekeeperError {
  const keys = providers.map(({ name, credentials }) => `${name}_${credentials[0]?.[0]}`.toUpperCase());
  return new LinekeeperError(
    'config',
    `No account is set up. Run "linekeeper init", or set ${keys.join(', ')} or LINEKEEPER_ACCOUNTS; --sandbox needs nothing.`,
  );
}

/** Returns the filters that providers may apply; every line is still tested by `createLinePredicate`. */
export function toLineFilter({ status, reason, owner, number_prefix }: Filters, countries: readonly string[]): LineFilter {
  const [onlyStatus, ...otherStatuses] = status ?? [];
  const [onlyReason, ...otherReasons] = reason ?? [];
  const digits = toPrefixDigits(number_prefix, countries);
  return {
    ...(onlyStatus !== undefined && otherStatuses.length === 0 && { status: onlyStatus }),
    ...(onlyReason !== undefined && otherReasons.length === 0 && { reason: onlyReason }),
    ...(isOwnerId(owner) && { ownerId: owner }),
    ...(digits !== undefined && { digits }),
  };
}

/** Ids are four or more digits, or hexadecimal; names have fewer digits (Driver 01). */
const isOwnerId = (owner: string | undefined): owner is string => owner !== undefined && /^(\d{4,}|[0-9a-f]{20,32})$/i.test(owner);

/** True if a filter may exclude lines of the selected sources. */
export const hasLineFilter = ({ status, reason, owner, text, number_prefix }: Filters): boolean =>
  [status, reason, owner, text, number_prefix].some(value => value !== undefined);

/** True if there are filters besides the owner. */
export const hasNonOwnerFilter = ({ owner: _, ...others }: Filters): boolean => Object.values(others).some(value => value !== undefined);

/** Compiles the filters into a predicate that tests one line. `countries`: where national notation is read. */
export function createLinePredicate(filters: Filters, countries: readonly string[]): (line: Line) => boolean {
  const { status, reason, kind, provider, account, owner, text, number_prefix } = filters;
  const isOwned = createOwnerPredicate(owner);
  const hasPrefix = createPrefixPredicate(number_prefix, countries);
  const hasText = createTextPredicate(text, countries);
  return line =>
    (account?.includes(line.account) ?? true) &&
    (provider?.includes(line.provider) ?? true) &&
    (kind?.includes(line.kind) ?? true) &&
    (status?.includes(line.status) ?? true) &&
    (reason === undefined || reason.some(one => line.reasons?.includes(one))) &&
    isOwned(line) &&
    hasPrefix(line) &&
    hasText(line);
}

/** Tests whether a line belongs to an owner, by id or name. Lists that report no owners are matched by the name of the line. */
export function createOwnerPredicate(owner: string | undefined): (line: Line) => boolean {
  if (owner === undefined) return () => true;
  const [id, words] = [owner.toLowerCase(), normalizeAndSortWords(owner)];
  // Names repeat: from line to line, and from change to change.
  const matches = new Map<string, boolean>();
  const isSameName = (name: string): boolean => {
    const isMatch = matches.get(name) ?? matchesName(name, words);
    matches.set(name, isMatch);
    return isMatch;
  };
  return line => {
    if (line.owner_id?.toLowerCase() === id) return true;
    return !isOwnerId(owner) && isSameName(line.owner ?? (reportsOwner(line) ? undefined : line.name) ?? '');
  };
}
