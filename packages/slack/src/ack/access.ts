// Access rules: which accounts a requester may use. All matching rules add up; without a match access is denied.
import { type AllowedAccounts, getAllowedAccounts, matchesCondition } from '@linekeeper/core/lite';
import type { SlackAccessRule, SlackSettings } from '../settings.ts';

/** Slack ids of the user, and of the team and channel where the command was typed. Ids, since names can change and be imitated. */
export interface Requester {
  team: string;
  channel: string;
  user: string;
}

/** Accounts that the requester may use: the union over all matching rules, empty if none matches. */
export const resolveAccess = ({ team, channel, user }: Requester, rules: readonly SlackAccessRule[]): AllowedAccounts =>
  getAllowedAccounts(
    rules,
    rule => rule.team === team && matchesCondition(rule.channels, [channel]) && matchesCondition(rule.users, [user]),
  );

/** Text lines for a requester without access: how to get it, and the ids that a rule needs. */
export function accessDenied({ team, channel, user }: Requester, { contact }: SlackSettings): string[] {
  const remedy =
    contact === undefined
      ? 'An administrator can allow it with a rule in LINEKEEPER_SLACK_ACCESS (the key "access" of the secret on AWS).'
      : `Ask ${contact} for access.`;
  return [`You may not use Linekeeper here. ${remedy}`, `Team ${team}, channel ${channel}, user ${user}.`];
}
