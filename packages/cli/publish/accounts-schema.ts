// The JSON Schema of the accounts file, for editors: published with the package, and generated from the providers' settings.
import { type Provider, toJsonSchema } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';

/** The file in the package. */
export const accountsSchemaFile = 'accounts.schema.json';

/** The schema of an account at one provider. */
function createAccountSchema({ name, title, settings, credentials }: Provider) {
  return {
    type: 'object',
    title,
    properties: {
      name: { title: 'name', description: 'unique name of the account', type: 'string', pattern: '^[a-z0-9-]{1,32}$' },
      provider: { const: name },
      ...toJsonSchema(settings).properties,
    },
    required: ['name', 'provider'],
    anyOf: credentials.map(keys => ({ required: [...keys] })),
    additionalProperties: false,
  };
}

/** The schema of the file. */
export const accountsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Accounts of Linekeeper',
  type: 'array',
  items: { oneOf: providers.map(createAccountSchema) },
};
