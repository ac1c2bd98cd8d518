// What a host asks its user for: one variable for every setting of every provider, and Linekeeper's own.
import { jsonSchemaOf, type Provider } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';

export interface Variable {
  name: string;
  /** As a form labels it. */
  title: string;
  description: string;
  /** True where the value opens an account. */
  secret: boolean;
  kind: 'string' | 'number' | 'boolean' | 'filepath';
}

/** What a setting is called and what it is, by its key: providers that share a key mean the same by it. */
const words: Readonly<Record<string, readonly [title: string, description: string]>> = {
  access_token: ['access token', "permanent or temporary key from the user's settings"],
  token: ['token', 'machine token that a manager creates for an employee'],
  api_key: ['API key', "the application's key"],
  login: ['login', 'instead of a key, together with the password'],
  username: ['user name', 'instead of a token, together with the password'],
  password: ['password', 'goes with the login or user name'],
  brand: ['brand', 'where the account lives'],
  user_id: ['customer user', 'agents only: id of the customer user that is asked for'],
  token_in: ['place of the token', 'how the token travels'],
  customer: ['customer', "id of the customer that is asked for; default: the user's own"],
  base_url: ['address', "another address of the provider's API"],
  country: ['country', 'two letters: where national notation is read'],
};

const own: readonly Variable[] = [
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
    title: 'File of accounts',
    description: 'Instead of the JSON itself: the path of a file that holds it',
    secret: false,
    kind: 'filepath',
  },
  {
    name: 'LINEKEEPER_TIMEOUT_MS',
    title: 'Time for a question',
    description: 'Milliseconds that a question may take, retries included; default: 20000',
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

export const variables: readonly Variable[] = [...providers.flatMap(variablesOf), ...own];

function variablesOf(provider: Provider): Variable[] {
  const { properties = {} } = jsonSchemaOf(provider.settings);
  const keys = provider.credentials.flat();
  return Object.entries(properties).map(([key, setting]) => {
    const [title, description] = words[key] ?? missing(`${provider.name}.${key}`);
    // Offered as a list to pick from, a setting would be picked, and make a half-set account of a provider that nobody uses.
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

function missing(setting: string): never {
  throw new Error(`The setting ${setting} has no words in ${import.meta.filename}.`);
}

/** Where the requests go, unless an address is set. */
export const hosts: readonly string[] = providers.flatMap(provider => {
  const brands = jsonSchemaOf(provider.settings).properties?.brand?.enum ?? [undefined];
  return brands.map(brand => new URL(provider.baseUrl({ brand })).host);
});
