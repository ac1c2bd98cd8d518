// The environment variables that manifests publish: one for every setting of every provider, and the general ones.
import { type Provider, toJsonSchema } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';

/** An environment variable as a host presents it to the user. */
export interface Variable {
  name: string;
  /** Label of the form field. */
  title: string;
  description: string;
  /** Whether the value is a credential. */
  secret: boolean;
  kind: 'string' | 'number' | 'boolean' | 'filepath';
}

/** Title and description of each setting, by its key: a key has the same meaning for all providers. */
const settingTexts: Readonly<Record<string, readonly [title: string, description: string]>> = {
  access_token: ['access token', "permanent or temporary key from the user's settings"],
  token: ['token', 'machine token that a manager creates for an employee'],
  api_key: ['API key', "the application's key"],
  login: ['login', 'instead of a key, together with the password'],
  username: ['user name', 'instead of a token, together with the password'],
  password: ['password', 'goes with the login or user name'],
  brand: ['brand', 'where the account lives'],
  user_id: ['customer user', 'agents only: id of the customer user to query'],
  token_in: ['token location', 'how the token is sent'],
  customer: ['customer', "id of the customer to query; default: the user's own"],
  base_url: ['address', "another address of the provider's API"],
  country: ['country', 'two-letter code of the country for national numbers'],
};

const linekeeperVariables: readonly Variable[] = [
  {
    name: 'LINEKEEPER_ACCOUNTS',
    title: 'Accounts as JSON',
    description:
      'Any number of accounts: [{"name": "…", "provider": "…", and the settings by their names in lower case, without the prefix}]',
    secret: true,
    kind: 'string',
  },
  {
    name: 'LINEKEEPER_ACCOUNTS_FILE',
    title: 'Accounts file',
    description: 'Instead of the JSON itself: the path of a file with it',
    secret: false,
    kind: 'filepath',
  },
  {
    name: 'LINEKEEPER_TIMEOUT_MS',
    title: 'Timeout',
    description: 'Timeout of a question in milliseconds, including retries; default: 20000',
    secret: false,
    kind: 'number',
  },
  {
    name: 'LINEKEEPER_SANDBOX',
    title: 'Sandbox',
    description: 'Answers from the built-in sandbox, an invented company, instead of the accounts',
    secret: false,
    kind: 'boolean',
  },
];

/** All published variables, in the order of the forms. */
export const variables: readonly Variable[] = [...providers.flatMap(variablesFor), ...linekeeperVariables];

function variablesFor(provider: Provider): Variable[] {
  const { properties = {} } = toJsonSchema(provider.settings);
  const keys = provider.credentials.flat();
  return Object.entries(properties).map(([key, setting]) => {
    const [title, description] = settingTexts[key] ?? throwMissingText(`${provider.name}.${key}`);
    // No choices: a user who picks one for an unused provider would configure an incomplete account.
    const values = setting.enum === undefined ? '' : `: ${setting.enum.join(', ')}`;
    return {
      name: `${provider.name}_${key}`.toUpperCase(),
      title: `${provider.title} ${title}`,
      description: `${provider.title}: ${description}${values}`,
      secret: keys.includes(key),
      kind: 'string',
    };
  });
}

function throwMissingText(setting: string): never {
  throw new Error(`The setting ${setting} has no text in ${import.meta.filename}.`);
}

/** Default hosts of all providers. */
export const providerHosts: readonly string[] = providers.flatMap(provider => {
  const brands = toJsonSchema(provider.settings).properties?.brand?.enum ?? [undefined];
  return brands.map(brand => new URL(provider.baseUrl({ brand })).host);
});
