// Exolve's errors: a status, and a message in one of four places.
import { describe, expect, it } from 'vitest';
import { answerOf, dataOf, providerOf } from './harness.ts';

const { readError } = providerOf('exolve');
const error = (status: number, content: unknown) => readError(answerOf(status, content));

const places: readonly (readonly [string, (message: string) => unknown])[] = [
  ['message', message => ({ code: 3, message, details: [] })],
  ['error.message', message => ({ error: { code: 3, message } })],
  ['error', message => ({ error: message })],
  ['the plain body', message => message],
];

describe.each(places)('an error of Exolve that is said in %s', (_place, say) => {
  it.each([
    ['GetSIPListRequest.OrderByName: value must be one of the defined enum values', 'order_by_name'],
    ['GetSIPListRequest.OrderByDate: value must be one of the defined enum values', 'order_by_date'],
    ['invalid field date_to: invalid google.protobuf.Timestamp value "x"', 'date_to'],
    ['invalid field date_from: invalid google.protobuf.Timestamp value "x"', 'date_from'],
  ])('%s names %s', (message, field) => {
    expect(dataOf(error(400, say(message)))).toEqual({ code: 'input', message: expect.stringContaining(field), field });
  });

  it('about a time alone names both dates, for either may be at fault', () => {
    const { message, details } = error(400, say('invalid google.protobuf.Timestamp value "planted"')) ?? {};
    expect(message).toContain('date_from');
    expect(message).toContain('date_to');
    expect(details?.field).toBeUndefined();
  });

  it('about some value is about some argument, and does not repeat it', () => {
    expect(dataOf(error(400, say('invalid value planted')))).toEqual({ code: 'input', message: expect.not.stringContaining('planted') });
  });

  it('about an inactive customer is a right that is missing', () => {
    const denied = error(400, say('Error adding SIP: customer is not active'));
    expect(dataOf(denied)).toEqual({ code: 'denied', message: expect.stringContaining('not active') });
  });

  it('is about the key with the status 401', () => {
    expect(dataOf(error(401, say('Unauthorized planted')))).toEqual({ code: 'auth', message: expect.not.stringContaining('planted') });
  });
});

describe('an error of Exolve', () => {
  it.each(['', {}, [], { message: null }, { message: 7 }, { error: {} }, { error: { message: null } }])(
    '400 with %j is about some argument',
    content => {
      expect(dataOf(error(400, content))).toEqual({ code: 'input', message: expect.any(String) });
    },
  );

  it('with an empty message is read in the next place', () => {
    expect(error(400, { message: '', error: 'customer is not active' })?.code).toBe('denied');
  });

  it.each([200, 302, 403, 404, 429, 500, 503])('%d is left to the status', status => {
    expect(error(status, { message: 'customer is not active' })).toBeUndefined();
  });
});
