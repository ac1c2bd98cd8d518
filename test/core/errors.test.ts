// The error class: display message, JSON form and exit codes.
import { errorCodes, internalError, LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { maxMessageChars } from '../../packages/core/src/errors.ts';
import fc from '../random.ts';
import { longText } from './text-arbitraries.ts';

const codes = Object.keys(errorCodes).filter((code): code is keyof typeof errorCodes => code in errorCodes);

describe('an error', () => {
  it('has code, account, message and waiting time in its display message', () => {
    const error = new LinekeeperError('rate_limited', 'too many calls.', { account: 'mobile', retryAfterS: 7 });
    expect(error.displayMessage).toBe('rate_limited (mobile): too many calls. Retry in 7 s.');
    expect(new LinekeeperError('input', 'no.').displayMessage).toBe('input: no.');
  });

  it('stays within 400 characters', () => {
    const anyDetails = fc.record(
      {
        account: fc.stringMatching(/^[a-z0-9-]{1,32}$/),
        retryAfterS: fc.nat(),
        provider: fc.constant('acme'),
        field: fc.constant('limit'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...codes), longText, anyDetails, (code, message, details) => {
        const error = new LinekeeperError(code, message, details);
        expect(error.message.length).toBeLessThanOrEqual(maxMessageChars);
        expect(error.displayMessage.length).toBeLessThanOrEqual(maxMessageChars);
        expect(error.toData().message.length).toBeLessThanOrEqual(maxMessageChars);
        expect(error.displayMessage).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('keeps its waiting time if the message is truncated', () => {
    const error = new LinekeeperError('rate_limited', 'x'.repeat(500), { account: 'mobile', retryAfterS: 30 });
    expect(error.displayMessage).toMatch(/^rate_limited \(mobile\): x+… Retry in 30 s\.$/);
    expect(error.displayMessage).toHaveLength(maxMessageChars);
  });

  it('has a JSON form without undefined and internal details', () => {
    expect(new LinekeeperError('refused', 'no.', { retryable: false, sessionMayHaveExpired: true, account: undefined }).toData()).toEqual({
      code: 'refused',
      message: 'no.',
    });
    const full = new LinekeeperError('rate_limited', 'wait.', { provider: 'acme', account: 'one', retryAfterS: 0, field: 'limit' });
    expect(full.toData()).toEqual({
      code: 'rate_limited',
      message: 'wait.',
      provider: 'acme',
      account: 'one',
      retry_after_s: 0,
      field: 'limit',
    });
  });

  it('keeps its details when others are added', () => {
    const error = new LinekeeperError('auth', 'rejected.', { provider: 'acme', field: 'token' }).withDetails({ account: 'one' });
    expect(error.toData()).toEqual({ code: 'auth', message: 'rejected.', provider: 'acme', field: 'token', account: 'one' });
  });

  it('is an Error with its own name', () => {
    expect(new LinekeeperError('input', 'no.')).toBeInstanceOf(Error);
    expect(String(new LinekeeperError('input', 'no.'))).toBe('LinekeeperError: no.');
  });
});

describe('the exit codes', () => {
  it('are fixed', () => {
    const exits = Object.fromEntries(codes.map(code => [code, new LinekeeperError(code, '').exitCode]));
    expect(exits).toEqual({
      input: 64,
      config: 78,
      auth: 77,
      denied: 77,
      not_found: 66,
      rate_limited: 75,
      refused: 69,
      timeout: 75,
      network: 75,
      unavailable: 75,
      malformed: 76,
      internal: 70,
    });
  });
});

describe('a bug in Linekeeper', () => {
  it('is reported with a fixed message; the log gets the stack', () => {
    const messages: string[] = [];
    const log = (message: string) => void messages.push(message);
    const [one, other] = [internalError(new TypeError('key abc is odd'), log), internalError('a text', log)];
    expect(one.code).toBe('internal');
    expect(one.message).toBe(other.message);
    expect(one.message).not.toContain('abc');
    expect(messages[0]).toMatch(/^TypeError: key abc is odd\n\s+at /);
    expect(messages[1]).toBe('a text');
  });
});
