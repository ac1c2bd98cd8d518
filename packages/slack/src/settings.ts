// What Slack's side of a process is told: the signing secret, a bot's token, whom to ask, and who may ask what.
import { type AccessRule, accessIn, jsonIn, LinekeeperError, listIn, objectIn, textIn, textsIn } from '@linekeeper/core/lite';

/** Who may ask about which accounts; every key that is there must match. */
export interface Rule extends AccessRule {
  team: string;
  channels?: readonly string[];
  users?: readonly string[];
}

export interface SlackSettings {
  signingSecret: string;
  /** Where files are wanted. */
  botToken: string | undefined;
  /** Whom to ask for access; undefined where the variable is named instead. */
  contact: string | undefined;
  access: readonly Rule[];
}

/** Where the settings stand, as sentences name it: a variable, or a key of a secret. */
export type Naming = Readonly<Record<keyof SlackSettings, string>>;

const variables: Naming = {
  signingSecret: 'LINEKEEPER_SLACK_SIGNING_SECRET',
  botToken: 'LINEKEEPER_SLACK_BOT_TOKEN',
  contact: 'LINEKEEPER_SLACK_CONTACT',
  access: 'LINEKEEPER_SLACK_ACCESS',
};

/** Reads the process's variables. Throws `config`. */
export function settingsFromVariables(environment: Readonly<Record<string, string | undefined>>): SlackSettings {
  const text = (key: keyof Naming) => environment[variables[key]]?.trim() || undefined;
  const access = text('access');
  const given = { signingSecret: text('signingSecret'), botToken: text('botToken'), contact: text('contact') };
  return settingsOf({ ...given, access: access === undefined ? [] : jsonIn(access, variables.access, `a list: ${example}`) }, variables);
}

/** Reads the secret's JSON: `{"signing_secret", "bot_token"?, "contact"?, "access": [...]}`; `name` is the secret's. Throws `config`. */
export function settingsFromSecret(secret: unknown, name: string): SlackSettings {
  const naming = (key: string) => `"${key}" of the secret ${name}`;
  const { signing_secret, bot_token, contact, access = [] } = objectIn(secret, `The secret ${name}`, secretKeys);
  return settingsOf(
    { signingSecret: signing_secret, botToken: bot_token || undefined, contact: contact || undefined, access },
    { signingSecret: naming('signing_secret'), botToken: naming('bot_token'), contact: naming('contact'), access: naming('access') },
  );
}

const secretKeys = ['signing_secret', 'bot_token', 'contact', 'access'];

type Given = { [key in keyof SlackSettings]: unknown };

function settingsOf({ signingSecret, botToken, contact, access }: Given, naming: Naming): SlackSettings {
  if (signingSecret === undefined || signingSecret === '') throw new LinekeeperError('config', `${naming.signingSecret} is not set.`);
  return {
    signingSecret: textIn(signingSecret, naming.signingSecret),
    botToken: botToken === undefined ? undefined : textIn(botToken, naming.botToken),
    contact: contact === undefined ? undefined : textIn(contact, naming.contact),
    access: rulesIn(access, naming.access),
  };
}

const example = '[{"team": "T…", "accounts": ["*"]}]';

const rulesIn = (value: unknown, where: string): Rule[] => listIn(value, where, { noun: 'rule', example }, ruleIn);

function ruleIn(value: unknown, where: string): Rule {
  const { team, channels, users, accounts } = objectIn(value, where, ['team', 'channels', 'users', 'accounts']);
  return {
    team: textIn(team, `${where}: "team"`),
    ...(channels !== undefined && { channels: textsIn(channels, `${where}: "channels"`) }),
    ...(users !== undefined && { users: textsIn(users, `${where}: "users"`) }),
    accounts: accessIn(accounts, `${where}: "accounts"`),
  };
}
