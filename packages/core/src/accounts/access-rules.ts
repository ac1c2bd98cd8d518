// Who may use which accounts, for every surface that knows its callers: rules that match add up.
import { LinekeeperError } from '../errors.ts';
import { unknownName } from '../text/did-you-mean.ts';
import { textsIn } from './json-config.ts';

/** The accounts that a caller may use: their names, or `*` for all. */
export type Access = readonly string[];

/** What a rule asks of a caller is its surface's; what it gives is the same everywhere. */
export interface AccessRule {
  accounts: Access;
}

/** The accounts of all rules that match; empty where none does. */
export const accessBy = <Rule extends AccessRule>(rules: readonly Rule[], matches: (rule: Rule) => boolean): Access => [
  ...new Set(rules.filter(matches).flatMap(({ accounts }) => accounts)),
];

/** True where a condition holds: it is not made, or one of the caller's own values is allowed. */
export const isAllowed = (allowed: readonly string[] | undefined, own: readonly string[]): boolean =>
  allowed === undefined || own.some(value => allowed.includes(value));

/** The accounts of a rule, as people write them. Throws `config`: who is to see no account needs no rule. */
export function accessIn(value: unknown, where: string): Access {
  const accounts = textsIn(value, where);
  if (accounts.length === 0) throw new LinekeeperError('config', `${where} must name at least one account, or "*" for all.`);
  return accounts;
}

/** A sentence about each name that the rules give and no account has: a slip of the pen opens less than was meant. */
export function strayNames(rules: readonly AccessRule[], accounts: readonly { name: string }[]): string[] {
  const known = accounts.map(({ name }) => name);
  const given = accessBy(rules, () => true);
  return given.filter(name => name !== '*' && !known.includes(name)).map(name => `Who may ask: ${unknownName('account', name, known)}`);
}
