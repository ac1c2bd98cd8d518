// Exolve's errors: an HTTP status, and a message in one of four places.

import { operations } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { createResponse, getProvider, toErrorData } from './harness.ts';

const { readError } = getProvider('exolve');
const error = (status: number, content: unknown) => readError(createResponse(status, content));

const places: readonly (readonly [string, (message: string) => unknown])[] = [
  ['message', message => ({ code: 3, message, details: [] })],
  ['error.message', message => ({ error: { code: 3, message } })],
  ['error', message => ({ error: message })],
  ['the plain body', message => message],
];

describe.each(places)('an error of Exolve with the message in %s', (_place, createBody) => {
  it.each([
    ['GetSIPListRequest.OrderByName: value must be one of the defined enum values', 'order_by_name'],
    ['GetSIPListRequest.OrderByDate: value must be one of the defined enum values', 'order_by_date'],
    ['invalid field date_to: invalid google.protobuf.Timestamp value "x"', 'date_to'],
    ['invalid field date_from: invalid google.protobuf.Timestamp value "x"', 'date_from'],
  ])('%s names %s', (message, field) => {
    expect(toErrorData(error(400, createBody(message)))).toEqual({ code: 'input', message: expect.stringContaining(field), field });
  });

  it('about a time names both dates: the message does not say which', () => {
    const { message, details } = error(400, createBody('invalid google.protobuf.Timestamp value "planted"')) ?? {};
    expect(message).toContain('date_from');
    expect(message).toContain('date_to');
    expect(details?.field).toBeUndefined();
  });

  it('about a value is reported as an argument, without the value', () => {
    expect(toErrorData(error(400, createBody('invalid value planted')))).toEqual({
      code: 'input',
      message: expect.not.stringContaining('planted'),
    });
  });

  it('about an inactive customer is `denied`', () => {
    const denied = error(400, createBody('Error adding SIP: customer is not active'));
    expect(toErrorData(denied)).toEqual({ code: 'denied', message: expect.stringContaining('not active') });
  });

  it('is `auth` for 401', () => {
    expect(toErrorData(error(401, createBody('Unauthorized planted')))).toEqual({
      code: 'auth',
      message: expect.not.stringContaining('planted'),
    });
  });
});

describe('an error of Exolve', () => {
  it.each(['', {}, [], { message: null }, { message: 7 }, { error: {} }, { error: { message: null } }])(
    '400 with %j is reported as an argument',
    content => {
      expect(toErrorData(error(400, content))).toEqual({ code: 'input', message: expect.any(String) });
    },
  );

  it('with an empty message is read from the next place', () => {
    expect(error(400, { message: '', error: 'customer is not active' })?.code).toBe('denied');
  });

  it.each([200, 302, 403, 404, 429, 500, 503])('%d is left to the HTTP status', status => {
    expect(error(status, { message: 'customer is not active' })).toBeUndefined();
  });
});

describe.each(operations.filter(({ provider }) => provider.name === 'exolve'))('a page of $name', ({ page }) => {
  it('without a list is an empty one', () => {
    expect(page({})).toMatchObject({ rows: [] });
  });

  it.each([{ error: 'planted' }, { error: { code: 13 } }, { message: 'planted' }, { code: 7, details: [] }])(
    'that is an error in spite of its status is `malformed`: %j',
    body => {
      expect(() => page(body)).toThrow('Unexpected response: an error with HTTP 200');
    },
  );
});
