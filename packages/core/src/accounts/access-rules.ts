// Access rules: which accounts a caller may use. The accounts of all matching rules add up.
import { LinekeeperError } from '../errors.ts';
import { unknownNameMessage } from '../text/did-you-mean.ts';
import { readStrings } from './json-config.ts';

/** Names of the accounts that a caller may use, or `*` for all. */
export type AllowedAccounts = readonly string[];

/** What a rule grants. Slack, HTTP tokens and OAuth add their own conditions to it. */
export interface AccessRule {
  accounts: AllowedAccounts;
}

/** The accounts of all rules that match, without duplicates; empty if no rule matches. */
export const getAllowedAccounts = <Rule extends AccessRule>(rules: readonly Rule[], matches: (rule: Rule) => boolean): AllowedAccounts => [
  ...new Set(rules.filter(matches).flatMap(({ accounts }) => accounts)),
];

/** True if the rule does not have the condition, or allows one of the caller's values. */
export const matchesCondition = (allowed: readonly string[] | undefined, callerValues: readonly string[]): boolean =>
  allowed === undefined || callerValues.some(value => allowed.includes(value));

/** Parses the accounts of a rule. Throws `config` for an empty array: a caller without accounts needs no rule. */
export function parseAllowedAccounts(value: unknown, where: string): AllowedAccounts {
  const accounts = readStrings(value, where);
  if (accounts.length === 0) throw new LinekeeperError('config', `${where} must name at least one account, or "*" for all.`);
  return accounts;
}

/** Warns about account names in rules that no account has: a typo grants less access than intended. */
export function unknownAccountWarnings(rules: readonly AccessRule[], accounts: readonly { name: string }[]): string[] {
  const accountNames = accounts.map(({ name }) => name);
  const unknownNames = getAllowedAccounts(rules, () => true).filter(name => name !== '*' && !accountNames.includes(name));
  return unknownNames.map(name => `Access rules: ${unknownNameMessage('account', name, accountNames)}`);
}
