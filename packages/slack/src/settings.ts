// What Slack's side of a process is told: the signing secret, a bot's token, whom to ask, and who may ask what.
import { LinekeeperError, listed, unknownName } from '@linekeeper/core/words';

/** Who may ask about which accounts; every key that is there must match. */
export interface Rule {
  team: string;
  channels?: readonly string[];
  users?: readonly string[];
  /** Names, or `*` for all. */
  accounts: readonly string[];
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
  return settingsOf({ ...given, access: access === undefined ? [] : parsed(access) }, variables);
}

/** Reads the secret's JSON: `{"signing_secret", "bot_token"?, "contact"?, "access": [...]}`; `name` is the secret's. Throws `config`. */
export function settingsFromSecret(secret: Readonly<Record<string, unknown>>, name: string): SlackSettings {
  const naming = (key: string) => `"${key}" of the secret ${name}`;
  const { signing_secret, bot_token, contact, access = [], ...others } = secret;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw config(`The secret ${name}: ${unknownName('key', unknown, ['signing_secret', 'bot_token', 'contact', 'access'])}`);
  return settingsOf(
    { signingSecret: signing_secret, botToken: bot_token || undefined, contact: contact || undefined, access },
    { signingSecret: naming('signing_secret'), botToken: naming('bot_token'), contact: naming('contact'), access: naming('access') },
  );
}

type Given = { [key in keyof SlackSettings]: unknown };

function settingsOf({ signingSecret, botToken, contact, access }: Given, naming: Naming): SlackSettings {
  if (signingSecret === undefined || signingSecret === '') throw config(`${naming.signingSecret} is not set.`);
  return {
    signingSecret: textIn(signingSecret, naming.signingSecret),
    botToken: botToken === undefined ? undefined : textIn(botToken, naming.botToken),
    contact: contact === undefined ? undefined : textIn(contact, naming.contact),
    access: rulesIn(access, naming.access),
  };
}

function rulesIn(value: unknown, where: string): Rule[] {
  if (!Array.isArray(value)) throw config(`${where} must be a JSON list of rules: [{"team": "T…", "accounts": ["*"]}].`);
  return value.map((rule, index) => ruleIn(rule, `${where}, rule ${index + 1}`));
}

const keys = ['team', 'channels', 'users', 'accounts'];

function ruleIn(rule: unknown, where: string): Rule {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) throw config(`${where}: a rule is an object with ${listed(keys)}.`);
  const unknown = Object.keys(rule).find(key => !keys.includes(key));
  if (unknown !== undefined) throw config(`${where}: ${unknownName('key', unknown, keys)}`);
  const { team, channels, users, accounts }: Record<string, unknown> = { ...rule };
  return {
    team: textIn(team, `${where}: "team"`),
    ...(channels !== undefined && { channels: textsIn(channels, `${where}: "channels"`) }),
    ...(users !== undefined && { users: textsIn(users, `${where}: "users"`) }),
    accounts: textsIn(accounts, `${where}: "accounts"`),
  };
}

function textIn(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw config(`${where} must be a text that is not empty.`);
  return value.trim();
}

function textsIn(value: unknown, where: string): string[] {
  if (!Array.isArray(value)) throw config(`${where} must be a list of texts.`);
  return value.map(one => textIn(one, where));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw config(`${variables.access} is not valid JSON. It must be a list: [{"team": "T…", "accounts": ["*"]}].`);
  }
}

const config = (message: string) => new LinekeeperError('config', message);
