// Secrets in a provider's response: no error message repeats them.
import type { LinekeeperError } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { createResponse } from './harness.ts';

const secret = 'planted-secret-0001';
const toVisibleText = (error: LinekeeperError | undefined) => `${error?.displayMessage} ${JSON.stringify(error?.toData() ?? null)}`;

/** Bodies with the secret in every place that errors are read from. */
const bodies: readonly unknown[] = [
  secret,
  `<h1>${secret}</h1>`,
  { message: secret },
  { error: secret },
  { error: { message: secret, code: secret } },
  { error: { code: 400, message: `smsKey ${secret}` } },
  { code: secret, customer: secret, token: secret },
  [secret],
  ...[-32602, -32001, -32003, -32008, -32009, -32029, -32603, -32099, -1].flatMap(code => [
    { error: { code, message: secret, data: { mnemonic: secret, extended_helper: secret, params: { limit_type: secret } } } },
    { error: { code, message: secret, data: { mnemonic: 'error', metadata: { limits: secret, token: secret }, params: secret } } },
    { error: { code, message: secret, data: { mnemonic: 'error', field: 'access_token', value: secret } } },
    { error: { code, message: secret, data: { mnemonic: 'error', field: 'params.password', value: { password: secret } } } },
    { error: { code, message: secret, data: { mnemonic: 'error', field: 'login', value: [secret] } } },
  ]),
];

describe.each(providers)('an error of $title', provider => {
  it.each([200, 400, 401, 403, 429, 500])('with the status %d does not repeat a secret', status => {
    for (const body of bodies) {
      expect(toVisibleText(provider.readError(createResponse(status, body)))).not.toContain(secret);
      expect(toVisibleText(provider.login?.readError?.(createResponse(status, body)))).not.toContain(secret);
    }
  });

  it('has a short message without control characters, whatever the response', () => {
    const status = fc.constantFrom(200, 400, 401, 403, 500);
    const code = fc.constantFrom(-32602, -32001, -32003, -32029, -32603, -1);
    const rpc = fc.record({ error: fc.record({ code, message: fc.string(), data: fc.jsonValue() }) });
    fc.assert(
      fc.property(status, fc.oneof(fc.string(), fc.jsonValue(), rpc), (one, body) => {
        const { message = '' } = provider.readError(createResponse(one, body)) ?? {};
        expect(message.length).toBeLessThanOrEqual(400);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the test rejects them.
        expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});

describe.each(operations)('the row of $name', ({ row, fullRow }) => {
  it('hides every field with a secret', () => {
    const secretNames = /^(password|custom|customConfig|contact)$/;
    for (const [name, field] of Object.entries({ ...row.fields, ...fullRow?.fields })) {
      if (secretNames.test(name)) expect(field.secret === true || field.transform !== undefined).toBe(true);
    }
  });
});

describe('a user name', () => {
  it('is secret for a phone, and visible for a trunk', () => {
    const secrets = operations.map(({ name, fullRow }) => [name, fullRow?.fields.username?.secret === true]);
    expect(secrets.filter(([, isSecret]) => isSecret)).toEqual([['telecomx_list_sip_phones', true]]);
  });
});
