// The filters that the questions share: which lines are meant, by what a provider can filter and by what is left to us.
import {
  type Choice,
  type Input,
  kinds,
  type Line,
  LinekeeperError,
  noAccount,
  type Reason,
  reasons,
  type Status,
  statuses,
  unknownName,
  type Wanted,
} from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import * as z from 'zod';
import { isNamed, wordsOf } from './person-names.ts';
import { type Source, sourcesOf } from './source.ts';

const oneOrMore = <const Values extends readonly [string, ...string[]]>(values: Values) => z.array(z.enum(values)).min(1).optional();

/** `providers` is a register, never empty. */
const providerNames = providers.map(({ name }) => name) as [string, ...string[]];

/** The parameters. */
export const filterShape = () => ({
  status: oneOrMore(statuses).describe('Only these'),
  reason: oneOrMore(reasons).describe('Only with one of these reasons'),
  kind: oneOrMore(kinds).describe('Only these'),
  provider: oneOrMore(providerNames).describe('Only these'),
  account: z.array(z.string()).min(1).optional().describe('Only these account names'),
  owner: z.string().min(1).optional().describe('Person: name in any case and order, or id'),
  text: z.string().min(1).optional().describe('Text in name, owner, numbers, extension or device'),
  number_prefix: z
    .string()
    .refine(text => /^\+?[\d\s().-]*\d[\d\s().-]*$/.test(text), 'must be digits, with or without + and punctuation')
    .optional()
    .describe('Numbers beginning so, +4570…'),
});

/** The arguments, after the schema above. */
export interface Filters {
  status?: readonly Status[];
  reason?: readonly Reason[];
  kind?: readonly string[];
  provider?: readonly string[];
  account?: readonly string[];
  owner?: string;
  text?: string;
  number_prefix?: string;
}

/** The shared filters among a question's checked arguments. */
export const filtersOf = ({ status, reason, kind, provider, account, owner, text, number_prefix }: Input): Filters =>
  // Checked by the schema above.
  ({ status, reason, kind, provider, account, owner, text, number_prefix }) as Filters;

/**
 * The sources that may hold such lines. Throws `input` for an account that is not there, `config` or `denied` where there is none of the
 * providers that were asked for, or none at all: that is no empty answer.
 */
export function sourcesFor({ accounts, restricted }: Choice, { account, provider, kind }: Filters): Source[] {
  if (accounts.length === 0) throw noAccounts();
  const [first] = providers.filter(({ name }) => provider?.includes(name));
  if (first !== undefined && !accounts.some(own => provider?.includes(own.provider.name))) throw noAccount(first, restricted);
  const names = accounts.map(({ name }) => name);
  const unknown = account?.find(name => !names.includes(name));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownName('account', unknown, names), { field: 'account' });
  return sourcesOf(accounts).filter(
    ({ account: { name, provider: own }, operation }) =>
      (account?.includes(name) ?? true) && (provider?.includes(own.name) ?? true) && (kind?.includes(operation.kind ?? '') ?? true),
  );
}

export function noAccounts(): LinekeeperError {
  const keys = providers.map(({ name, credentials }) => `${name}_${credentials[0]?.[0]}`.toUpperCase());
  return new LinekeeperError('config', `No account is set up. Set ${keys.join(', ')} or LINEKEEPER_ACCOUNTS; --sandbox needs nothing.`);
}

/** What the providers may be asked for; `fits` still decides on every line. */
export function wantedOf({ status, reason, owner, number_prefix }: Filters): Wanted {
  const [onlyStatus, ...otherStatuses] = status ?? [];
  const [onlyReason, ...otherReasons] = reason ?? [];
  const digits = number_prefix?.replace(/\D/g, '');
  return {
    ...(onlyStatus !== undefined && otherStatuses.length === 0 && { status: onlyStatus }),
    ...(onlyReason !== undefined && otherReasons.length === 0 && { reason: onlyReason }),
    ...(isId(owner) && { ownerId: owner }),
    ...(digits !== undefined && { digits }),
  };
}

/** Ids are digits or hexadecimal; a name may end in a few digits (Driver 01), no more. */
const isId = (owner: string | undefined): owner is string => owner !== undefined && /^(\d{4,}|[0-9a-f]{20,32})$/i.test(owner);

/** True where some lines of the sources may be left out. */
export const isFiltered = ({ status, reason, owner, text, number_prefix }: Filters): boolean =>
  [status, reason, owner, text, number_prefix].some(value => value !== undefined);

/** True where something else than the person narrows what is read. */
export const isNarrowed = ({ owner: _, ...others }: Filters): boolean => Object.values(others).some(value => value !== undefined);

/** True where a line is meant by the filters. */
export function predicateOf(filters: Filters): (line: Line) => boolean {
  const { status, reason, kind, provider, account, owner, text, number_prefix } = filters;
  const isTheirs = ownedBy(owner);
  const digits = number_prefix?.replace(/\D/g, '');
  const sought = text?.toLowerCase();
  // A number may be written as people write it.
  const dialled = /^[+\d\s().-]{5,}$/.test(text ?? '') ? text?.replace(/\D/g, '') : undefined;
  return line =>
    (account?.includes(line.account) ?? true) &&
    (provider?.includes(line.provider) ?? true) &&
    (kind?.includes(line.kind) ?? true) &&
    (status?.includes(line.status) ?? true) &&
    (reason === undefined || reason.some(one => line.reasons?.includes(one))) &&
    isTheirs(line) &&
    (digits === undefined || (line.numbers ?? []).some(number => number.startsWith(`+${digits}`))) &&
    (sought === undefined ||
      textsOf(line).some(own => own.toLowerCase().includes(sought)) ||
      (dialled !== undefined && dialled.length > 3 && (line.numbers ?? []).some(own => own.includes(dialled))));
}

/** True where a line is a person's, by id or name; where a list knows no owners, what people call the line says whose it is. */
export function ownedBy(owner: string | undefined): (line: Line) => boolean {
  if (owner === undefined) return () => true;
  const [id, words] = [owner.toLowerCase(), wordsOf(owner)];
  return line => {
    if (line.owner_id?.toLowerCase() === id) return true;
    return !isId(owner) && isNamed(line.owner ?? (ownerless.includes(line.kind) ? line.name : undefined) ?? '', words);
  };
}

const ownerless: readonly string[] = ['sip_trunk', 'sip_id', 'virtual_number', 'number'];

const textsOf = ({ id, name, owner, numbers, extension, caller_id, device }: Line): string[] =>
  [id, name, owner, extension, caller_id, device, ...(numbers ?? [])].filter(own => own !== undefined);
