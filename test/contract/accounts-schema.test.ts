// The JSON Schema of the accounts file: as reviewed, and of one mind with the reader of accounts about the examples in the docs.
import { readFileSync } from 'node:fs';
import { readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { describe, expect, it } from 'vitest';
import { accountsSchema } from '../../packages/cli/publish/accounts-schema.ts';

const root = `${import.meta.dirname}/../..`;
const validate = new AjvJsonSchemaValidator().getValidator(JSON.parse(JSON.stringify(accountsSchema)));
const examples = ['README.md', 'docs/accounts.md', 'packages/cli/README.md'].flatMap(file =>
  [...readFileSync(`${root}/${file}`, 'utf8').matchAll(/```json\n(\[[^`]*)```/g)].map(([, json = '']) => ({
    file,
    value: JSON.parse(json),
  })),
);

describe('the schema of the accounts file', () => {
  it('matches the reviewed file', async () => {
    await expect(`${JSON.stringify(accountsSchema, null, 2)}\n`).toMatchFileSnapshot('../../packages/cli/accounts.schema.json');
  });

  it.each(examples)('accepts the example of $file, as the reader does', ({ value }) => {
    expect(validate(value).valid).toBe(true);
    expect(readAccounts({}, providers, { source: 'The example', value }).map(({ configError }) => configError)).toEqual(
      value.map(() => undefined),
    );
  });

  it.each([
    ['an unknown provider', [{ name: 'a', provider: 'acme', token: 'x' }]],
    ['a key of another provider', [{ name: 'a', provider: 'exolve', token: 'x' }]],
    ['half a login', [{ name: 'a', provider: 'telecomx', username: 'x' }]],
    ['a name with a blank', [{ name: 'a b', provider: 'exolve', api_key: 'x' }]],
    ['an object instead of a list', { name: 'a', provider: 'exolve', api_key: 'x' }],
  ])('rejects %s', (_, value) => {
    expect(validate(value).valid).toBe(false);
  });
});
