// Telecom X's errors: a status, and a word in JSON, in plain text or nowhere; and what can go wrong at a login.
import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { answerOf, dataOf, providerOf } from './harness.ts';

const telecomx = providerOf('telecomx');
const error = (status: number, content: unknown) => telecomx.readError(answerOf(status, content));

/** The places where a word may stand. */
const forms: readonly (readonly [string, (word: string) => unknown])[] = [
  ['a JSON text', word => answerOf(400, word).text],
  ['error', word => ({ error: word })],
  ['message', word => ({ message: word })],
  ['error.message', word => ({ error: { code: 400, message: word } })],
  ['error.code', word => ({ error: { code: word } })],
  ['code', word => ({ code: word })],
  ['plain text', word => ` ${word}\n`],
  ['plain text in capitals', word => word.toUpperCase()],
];

describe('an error of Telecom X', () => {
  it.each(forms)('names a customer that is not there, said in %s', (_form, say) => {
    expect(dataOf(error(400, say('customer')))).toEqual({
      code: 'not_found',
      message: expect.stringContaining('customer'),
      field: 'customer',
    });
  });

  it('names a customer that is not there, said in a bare JSON string', () => {
    const bare = { ...answerOf(400, '"customer"'), body: 'customer' };
    expect(telecomx.readError(bare)).toMatchObject({ code: 'not_found', details: { field: 'customer' } });
  });

  it.each(forms)('names another argument, said in %s', (_form, say) => {
    for (const field of ['offset', 'limit', 'filter', 'full', 'up', 'available', 'reseller']) {
      expect(dataOf(error(400, say(field)))).toEqual({ code: 'input', message: expect.stringContaining(field), field });
    }
  });

  it.each(['', 'planted', '<h1>planted</h1>', {}, { error: 'planted' }, { error: { message: 'planted' } }, ['planted'], { error: null }])(
    'with the status 400 and the body %j is about some argument',
    content => {
      expect(dataOf(error(400, content))).toEqual({ code: 'input', message: expect.not.stringContaining('planted') });
    },
  );

  it.each(['', 'access_denied', { error: 'access_denied' }, { message: 'planted' }])('403 with %j names the access level', content => {
    const denied = error(403, content);
    expect(denied).toMatchObject({ code: 'denied', details: { session: true } });
    expect(denied?.message).toMatch(/VIEWER.*RESELLER/);
    expect(denied?.message).not.toContain('planted');
  });

  it.each(['', 'planted', { error: 'planted' }])('401 with %j is about the token', content => {
    expect(dataOf(error(401, content))).toEqual({ code: 'auth', message: expect.not.stringContaining('planted') });
  });

  it.each([200, 302, 404, 429, 500, 503])('%d is left to the status', status => {
    expect(error(status, { error: 'customer' })).toBeUndefined();
  });
});

describe('a login at Telecom X', () => {
  const failed = (status: number, content: unknown) => telecomx.login?.readError?.(answerOf(status, content));

  it.each([400, 401, 403, 422])('that is answered %d is rejected', status => {
    for (const content of ['', 'access_denied', { error: 'access_denied' }]) {
      expect(dataOf(failed(status, content))).toEqual({ code: 'auth', message: expect.stringMatching(/password.*TELECOMX_TOKEN/) });
    }
  });

  it.each([
    { error: 'smsKey' },
    { error: 'authenticatorToken' },
    { message: 'two-factor login required' },
    { message: 'Two factor' },
    '2FA required',
    'sms_key_missing',
  ])('that wants a second factor, %j, names the machine token', content => {
    for (const status of [400, 401, 403]) {
      const denied = failed(status, content);
      expect(denied?.code).toBe('denied');
      expect(denied?.message).toMatch(/two-factor.*machine token/);
    }
  });

  it.each([200, 302, 408, 429, 500, 503])('that is answered %d is left to the status', status => {
    expect(failed(status, { error: 'access_denied' })).toBeUndefined();
  });

  it.each([{ smsKey: true }, { authenticator: 'required' }, { status: 'twoFactor' }])(
    'that succeeds with %j instead of a token names the machine token',
    body => {
      const read = telecomx.login?.read(body, 0);
      expect(read).toBeInstanceOf(LinekeeperError);
      expect(dataOf(read)).toEqual({ code: 'denied', message: expect.stringContaining('machine token') });
    },
  );
});
