// Who may ask about which accounts: rules that match add up; where none does, nobody may.
import { type Access, accessBy, isAllowed } from '@linekeeper/core/lite';
import type { Rule, SlackSettings } from '../settings.ts';

/** The ids of whoever asks, and from where; names change and can be imitated. */
export interface Asker {
  team: string;
  channel: string;
  user: string;
}

/** The accounts that the asker may use; empty where no rule matches. */
export const accessOf = ({ team, channel, user }: Asker, rules: readonly Rule[]): Access =>
  accessBy(rules, rule => rule.team === team && isAllowed(rule.channels, [channel]) && isAllowed(rule.users, [user]));

/** What a stranger reads: whom to ask, and the ids that a rule needs. */
export function refusal({ team, channel, user }: Asker, { contact }: SlackSettings): string[] {
  const remedy =
    contact === undefined
      ? 'Whoever runs Linekeeper can allow it with a rule in LINEKEEPER_SLACK_ACCESS (the key "access" of the secret on AWS).'
      : `Ask ${contact} for access.`;
  return [`You may not ask Linekeeper here. ${remedy}`, `Team ${team}, channel ${channel}, user ${user}.`];
}
