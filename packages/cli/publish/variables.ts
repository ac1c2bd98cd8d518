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
  return Object.entries(properties).map(([key, { title, description, enum: choices }]) => {
    if (title === undefined || description === undefined)
      throw new Error(`The setting ${key} of ${provider.title} has no title or description.`);
    // No choices: a user who picks one for an unused provider would configure an incomplete account.
    const values = choices === undefined ? '' : `: ${choices.join(', ')}`;
    return {
      name: `${provider.name}_${key}`.toUpperCase(),
      title: `${provider.title} ${title}`,
      description: `${provider.title}: ${description}${values}`,
      secret: keys.includes(key),
      kind: 'string',
    };
  });
}

/** Default hosts of all providers, for every value of a setting that chooses among them. */
export const providerHosts: readonly string[] = providers.flatMap(provider => {
  const properties = Object.entries(toJsonSchema(provider.settings).properties ?? {});
  const choices = properties.flatMap(([key, { enum: values = [] }]) => values.map(value => ({ [key]: value })));
  return [...new Set([{}, ...choices].map(settings => new URL(provider.baseUrl(settings)).host))];
});
