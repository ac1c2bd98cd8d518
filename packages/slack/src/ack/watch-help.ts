// `/lines help watch`: the rules of automatic posts.
import { type AllowedAccounts, pluralize } from '@linekeeper/core/lite';
import { ephemeral, type Message } from '../message.ts';
import type { SlackSettings } from '../settings.ts';
import { type DigestRule, type WatchRule, weekdays } from '../watch-rules.ts';

/** The words after `help` that ask for it. */
export const watchTopics: readonly string[] = ['watch', 'digest'];

/** Who asks, and whether the deployment keeps the history that the posts come from. */
interface WatchHelpContext {
  settings: SlackSettings;
  access: AllowedAccounts;
  hasHistory: boolean;
}

/** Lists the rules. Those that may show accounts beyond the requester's are only counted. */
export function renderWatchHelp({ settings: { watch = [], digest = [], botToken }, access, hasHistory }: WatchHelpContext): Message {
  const mayUse = (accounts: string | readonly string[] | undefined) =>
    access.includes('*') || (accounts !== undefined && [accounts].flat().every(account => access.includes(account)));
  const visible = [
    ...watch.filter(({ filters }) => mayUse(filters.account)).map(describeWatch),
    ...digest.filter(() => mayUse(undefined)).map(describeDigest),
  ];
  const hidden = watch.length + digest.length - visible.length;
  const textLines = [
    ...(watch.length + digest.length === 0 ? [nothingSet] : []),
    ...visible,
    ...(hidden > 0 ? [`${hidden} ${pluralize('rule', hidden)} for accounts that you may not use.`] : []),
    ...(hasHistory ? [] : ['Nothing is posted now: no history is kept here, which the posts come from.']),
    ...(watch.length + digest.length > 0 && botToken === undefined ? [noToken] : []),
  ];
  return ephemeral(textLines, 'Automatic posts');
}

const nothingSet =
  'Nothing. An administrator can set it: LINEKEEPER_SLACK_WATCH posts changes that last, LINEKEEPER_SLACK_DIGEST the state at a time of day (the keys "watch" and "digest" of the secret on AWS).';

const noToken = 'Nothing is posted now: it needs a bot token with the scope chat:write.';

function describeWatch({ channel, filters, changes, after }: WatchRule): string {
  const conditions = Object.entries(filters).map(([name, value]) => `${name}=${[value].flat().join(',')}`);
  const lines = conditions.length === 0 ? 'all lines' : `lines with ${conditions.join(' ')}`;
  const seen = after === 1 ? 'at once' : `when ${after} snapshots have seen it`;
  return `In ${channel}: ${changes === undefined ? 'every change' : `changes of ${changes.join(', ')}`}, ${lines}, ${seen}; its end in the thread.`;
}

function describeDigest({ channel, at, timezone, days }: DigestRule): string {
  const when = days === undefined ? 'every day' : days.map(day => weekdays[day]).join(', ');
  return `In ${channel}: the state and what changed, ${when} at ${at} (${timezone}), if there is something to say.`;
}
