// Slack settings: signing secret, bot token, contact and access rules, from environment variables or from a secret.
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

/** Grants accounts to requesters in Slack. A rule matches if all of its keys match; keys hold Slack ids. */
export interface SlackAccessRule extends AccessRule {
  team: string;
  channels?: readonly string[];
  users?: readonly string[];
}

/** Validated settings of the Slack app. */
export interface SlackSettings {
  signingSecret: string;
  /** Only needed for CSV uploads. */
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
};

/** Reads the settings from environment variables. Throws `config` with the name of the invalid variable. */
export function parseSlackSettings(environment: Environment): SlackSettings {
  const read = (key: keyof SettingNames) => readVariable(environment, variableNames[key]);
  const access = read('access');
  const texts = { signingSecret: read('signingSecret'), botToken: read('botToken'), contact: read('contact') };
  return parseSettings(
    { ...texts, access: access === undefined ? [] : parseJsonConfig(access, variableNames.access, `an array: ${exampleRules}`) },
    variableNames,
  );
}

/**
 * Reads the settings from the JSON text of the secret `name`: `{"signing_secret", "bot_token"?, "contact"?, "access": [...]}`.
 * Throws `config` with the name of the invalid key.
 */
export function parseSlackSecret(text: string, name: string): SlackSettings {
  const where = `The secret ${name}`;
  const secret = parseJsonConfig(text, where, `an object with ${formatChoices(secretKeys)}`);
  const getName = (key: string) => `"${key}" of the secret ${name}`;
  const { signing_secret, bot_token, contact, access = [] } = readObject(secret, where, secretKeys);
  return parseSettings(
    { signingSecret: signing_secret, botToken: bot_token || undefined, contact: contact || undefined, access },
    { signingSecret: getName('signing_secret'), botToken: getName('bot_token'), contact: getName('contact'), access: getName('access') },
  );
}

const secretKeys = ['signing_secret', 'bot_token', 'contact', 'access'];

/** Settings before validation. */
type RawSettings = { [key in keyof SlackSettings]: unknown };

function parseSettings({ signingSecret, botToken, contact, access }: RawSettings, names: SettingNames): SlackSettings {
  if (signingSecret === undefined || signingSecret === '') throw new LinekeeperError('config', `${names.signingSecret} is not set.`);
  return {
    signingSecret: readString(signingSecret, names.signingSecret),
    botToken: botToken === undefined ? undefined : readString(botToken, names.botToken),
    contact: contact === undefined ? undefined : readString(contact, names.contact),
    access: parseRules(access, names.access),
  };
}

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
