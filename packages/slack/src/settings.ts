// Slack settings: signing secret, bot token, contact, access rules and automatic posts, from environment variables or from a secret.
import {
  type AccessRule,
  type Environment,
  formatChoices,
  LinekeeperError,
  parseAllowedAccounts,
  parseJsonConfig,
  readArray,
  readObject,
  readString,
  readStrings,
  readVariable,
} from '@linekeeper/core/lite';
import { type DigestRule, exampleDigest, exampleWatch, parseDigestRules, parseWatchRules, type WatchRule } from './watch-rules.ts';

/** Grants accounts to requesters in Slack. A rule matches if all of its keys match; keys hold Slack ids. */
export interface SlackAccessRule extends AccessRule {
  team: string;
  channels?: readonly string[];
  users?: readonly string[];
}

/** The rules of automatic posts, which answer no command. */
export interface PostingSettings {
  /** Needed for CSV uploads, and for automatic posts. */
  botToken: string | undefined;
  watch: readonly WatchRule[];
  digest: readonly DigestRule[];
}

/** Validated settings of the Slack app. */
export interface SlackSettings extends Partial<PostingSettings> {
  signingSecret: string;
  botToken: string | undefined;
  /** Whom requesters without access are told to ask; if undefined, they are told the name of the setting. */
  contact: string | undefined;
  access: readonly SlackAccessRule[];
}

/** The name of each setting in error messages: a variable, or a key of a secret. */
type SettingNames = Readonly<Record<keyof SlackSettings, string>>;

const variableNames: SettingNames = {
  signingSecret: 'LINEKEEPER_SLACK_SIGNING_SECRET',
  botToken: 'LINEKEEPER_SLACK_BOT_TOKEN',
  contact: 'LINEKEEPER_SLACK_CONTACT',
  access: 'LINEKEEPER_SLACK_ACCESS',
  watch: 'LINEKEEPER_SLACK_WATCH',
  digest: 'LINEKEEPER_SLACK_DIGEST',
};

/** Reads the settings from environment variables. Throws `config` with the name of the invalid variable. */
export function parseSlackSettings(environment: Environment): SlackSettings {
  const read = (key: keyof SettingNames) => readVariable(environment, variableNames[key]);
  const texts = { signingSecret: read('signingSecret'), contact: read('contact') };
  const access = readRules(environment, 'access', exampleRules);
  return parseSettings({ ...texts, ...readPostingVariables(environment), access }, variableNames);
}

/** Reads the rules of automatic posts from environment variables. Throws `config` with the name of the invalid variable. */
export const parsePostingSettings = (environment: Environment): PostingSettings =>
  parsePosting(readPostingVariables(environment), variableNames);

const readPostingVariables = (environment: Environment): { [key in keyof PostingSettings]: unknown } => ({
  botToken: readVariable(environment, variableNames.botToken),
  watch: readRules(environment, 'watch', exampleWatch),
  digest: readRules(environment, 'digest', exampleDigest),
});

function readRules(environment: Environment, key: 'access' | 'watch' | 'digest', example: string): unknown {
  const text = readVariable(environment, variableNames[key]);
  return text === undefined ? [] : parseJsonConfig(text, variableNames[key], `an array: ${example}`);
}

/**
 * Reads the settings from the JSON text of the secret `name`: `{"signing_secret", "bot_token"?, "contact"?, "access": [...], "watch"?, "digest"?}`.
 * Throws `config` with the name of the invalid key.
 */
export function parseSlackSecret(text: string, name: string): SlackSettings {
  const where = `The secret ${name}`;
  const secret = parseJsonConfig(text, where, `an object with ${formatChoices(secretKeys)}`);
  const getName = (key: string) => `"${key}" of the secret ${name}`;
  const { signing_secret, bot_token, contact, access = [], watch = [], digest = [] } = readObject(secret, where, secretKeys);
  return parseSettings(
    { signingSecret: signing_secret, botToken: bot_token || undefined, contact: contact || undefined, access, watch, digest },
    {
      signingSecret: getName('signing_secret'),
      botToken: getName('bot_token'),
      contact: getName('contact'),
      access: getName('access'),
      watch: getName('watch'),
      digest: getName('digest'),
    },
  );
}

const secretKeys = ['signing_secret', 'bot_token', 'contact', 'access', 'watch', 'digest'];

/** Settings before validation. */
type RawSettings = { [key in keyof SlackSettings]-?: unknown };

function parseSettings({ signingSecret, contact, access, ...posting }: RawSettings, names: SettingNames): SlackSettings {
  if (signingSecret === undefined || signingSecret === '') throw new LinekeeperError('config', `${names.signingSecret} is not set.`);
  return {
    signingSecret: readString(signingSecret, names.signingSecret),
    contact: contact === undefined ? undefined : readString(contact, names.contact),
    access: parseRules(access, names.access),
    ...parsePosting(posting, names),
  };
}

const parsePosting = (
  { botToken, watch, digest }: { [key in keyof PostingSettings]: unknown },
  names: Pick<SettingNames, keyof PostingSettings>,
): PostingSettings => ({
  botToken: botToken === undefined ? undefined : readString(botToken, names.botToken),
  watch: parseWatchRules(watch, names.watch),
  digest: parseDigestRules(digest, names.digest),
});

/** Shown in the error for a value that is not an array of rules. */
const exampleRules = '[{"team": "T…", "accounts": ["*"]}]';

const parseRules = (value: unknown, where: string): SlackAccessRule[] =>
  readArray(value, where, { noun: 'rule', example: exampleRules }, parseRule);

function parseRule(value: unknown, where: string): SlackAccessRule {
  const { team, channels, users, accounts } = readObject(value, where, ['team', 'channels', 'users', 'accounts']);
  return {
    team: readString(team, `${where}: "team"`),
    ...(channels !== undefined && { channels: readStrings(channels, `${where}: "channels"`) }),
    ...(users !== undefined && { users: readStrings(users, `${where}: "users"`) }),
    accounts: parseAllowedAccounts(accounts, `${where}: "accounts"`),
  };
}
