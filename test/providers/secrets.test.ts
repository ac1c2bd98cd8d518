// Secrets that a provider's answer repeats: none gets into a sentence of ours.
import type { LinekeeperError } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { answerOf } from './harness.ts';

const secret = 'planted-secret-0001';
const said = (error: LinekeeperError | undefined) => `${error?.sentence} ${JSON.stringify(error?.toData() ?? null)}`;

/** Bodies that repeat the secret in every place that an error is read from. */
const places: readonly unknown[] = [
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
  it.each([200, 400, 401, 403, 429, 500])('with the status %d repeats nothing but what belongs to the caller', status => {
    for (const place of places) {
      expect(said(provider.readError(answerOf(status, place)))).not.toContain(secret);
      expect(said(provider.login?.readError?.(answerOf(status, place)))).not.toContain(secret);
    }
  });

  it('fits a sentence and is inert, whatever the answer', () => {
    const status = fc.constantFrom(200, 400, 401, 403, 500);
    const code = fc.constantFrom(-32602, -32001, -32003, -32029, -32603, -1);
    const rpc = fc.record({ error: fc.record({ code, message: fc.string(), data: fc.jsonValue() }) });
    fc.assert(
      fc.property(status, fc.oneof(fc.string(), fc.jsonValue(), rpc), (one, body) => {
        const { message = '' } = provider.readError(answerOf(one, body)) ?? {};
        expect(message.length).toBeLessThanOrEqual(400);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
        expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});

describe.each(operations)('the row of $name', ({ row, fullRow }) => {
  it('shows no field that holds a secret', () => {
    const kept = /^(password|custom|customConfig|contact)$/;
    for (const [name, field] of Object.entries({ ...row.fields, ...fullRow?.fields })) {
      if (kept.test(name)) expect(field.secret === true || field.show !== undefined).toBe(true);
    }
  });
});

describe('a user name', () => {
  it("is a phone's secret, and shown of a trunk", () => {
    const secrets = operations.map(({ name, fullRow }) => [name, fullRow?.fields.username?.secret === true]);
    expect(secrets.filter(([, held]) => held)).toEqual([['telecomx_list_sip_phones', true]]);
  });
});
