// Telecom X's errors: an HTTP status and a word in JSON or plain text, if at all; and errors of a login.
import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { createResponse, getProvider, toErrorData } from './harness.ts';

const telecomx = getProvider('telecomx');
const error = (status: number, content: unknown) => telecomx.readError(createResponse(status, content));

/** The places of the word in a response. */
const forms: readonly (readonly [string, (word: string) => unknown])[] = [
  ['a JSON text', word => createResponse(400, word).text],
  ['error', word => ({ error: word })],
  ['message', word => ({ message: word })],
  ['error.message', word => ({ error: { code: 400, message: word } })],
  ['error.code', word => ({ error: { code: word } })],
  ['code', word => ({ code: word })],
  ['plain text', word => ` ${word}\n`],
  ['plain text in capitals', word => word.toUpperCase()],
];

describe('an error of Telecom X', () => {
  it.each(forms)('names an unknown customer, from %s', (_form, createBody) => {
    expect(toErrorData(error(400, createBody('customer')))).toEqual({
      code: 'not_found',
      message: expect.stringContaining('customer'),
      field: 'customer',
    });
  });

  it('names an unknown customer, from a bare JSON string', () => {
    const bare = { ...createResponse(400, '"customer"'), body: 'customer' };
    expect(telecomx.readError(bare)).toMatchObject({ code: 'not_found', details: { field: 'customer' } });
  });

  it.each(forms)('names another argument, from %s', (_form, createBody) => {
    for (const field of ['offset', 'limit', 'filter', 'full', 'up', 'available', 'reseller']) {
      expect(toErrorData(error(400, createBody(field)))).toEqual({ code: 'input', message: expect.stringContaining(field), field });
    }
  });

  it.each(['', 'planted', '<h1>planted</h1>', {}, { error: 'planted' }, { error: { message: 'planted' } }, ['planted'], { error: null }])(
    'with the status 400 and the body %j is reported as an argument',
    content => {
      expect(toErrorData(error(400, content))).toEqual({ code: 'input', message: expect.not.stringContaining('planted') });
    },
  );

  it.each(['', 'access_denied', { error: 'access_denied' }, { message: 'planted' }])('403 with %j names the access level', content => {
    const denied = error(403, content);
    expect(denied).toMatchObject({ code: 'denied', details: { sessionMayHaveExpired: true } });
    expect(denied?.message).toMatch(/VIEWER.*RESELLER/);
    expect(denied?.message).not.toContain('planted');
  });

  it.each(['', 'planted', { error: 'planted' }])('401 with %j names the token', content => {
    expect(toErrorData(error(401, content))).toEqual({ code: 'auth', message: expect.not.stringContaining('planted') });
  });

  it.each([200, 302, 404, 429, 500, 503])('%d is left to the HTTP status', status => {
    expect(error(status, { error: 'customer' })).toBeUndefined();
  });
});

describe('a login at Telecom X', () => {
  const failed = (status: number, content: unknown) => telecomx.login?.readError?.(createResponse(status, content));

  it.each([400, 401, 403, 422])('with the response %d is rejected', status => {
    for (const content of ['', 'access_denied', { error: 'access_denied' }]) {
      expect(toErrorData(failed(status, content))).toEqual({ code: 'auth', message: expect.stringMatching(/password.*TELECOMX_TOKEN/) });
    }
  });

  it.each([
    { error: 'smsKey' },
    { error: 'authenticatorToken' },
    { message: 'two-factor login required' },
    { message: 'Two factor' },
    '2FA required',
    'sms_key_missing',
  ])('that needs a second factor, %j, names the machine token', content => {
    for (const status of [400, 401, 403]) {
      const denied = failed(status, content);
      expect(denied?.code).toBe('denied');
      expect(denied?.message).toMatch(/two-factor.*machine token/);
    }
  });

  it.each([200, 302, 408, 429, 500, 503])('with the response %d is left to the HTTP status', status => {
    expect(failed(status, { error: 'access_denied' })).toBeUndefined();
  });

  it.each([{ smsKey: true }, { authenticator: 'required' }, { status: 'twoFactor' }])(
    'with the response %j instead of a token names the machine token',
    body => {
      const read = telecomx.login?.readToken(body, 0);
      expect(read).toBeInstanceOf(LinekeeperError);
      expect(toErrorData(read)).toEqual({ code: 'denied', message: expect.stringContaining('machine token') });
    },
  );
});
