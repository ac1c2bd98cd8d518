// The one error class: its sentence, its data and its exit codes.
import { errorCodes, internalError, LinekeeperError, longestSentence } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { longText } from './text-arbitraries.ts';

const codes = Object.keys(errorCodes).filter((code): code is keyof typeof errorCodes => code in errorCodes);

describe('an error', () => {
  it('says code, account, sentence and waiting time in one line', () => {
    const error = new LinekeeperError('rate_limited', 'too many calls.', { account: 'mobile', retryAfterS: 7 });
    expect(error.sentence).toBe('rate_limited (mobile): too many calls. Retry in 7 s.');
    expect(new LinekeeperError('input', 'no.').sentence).toBe('input: no.');
  });

  it('stays within 400 characters, whatever it is told', () => {
    const details = fc.record(
      {
        account: fc.stringMatching(/^[a-z0-9-]{1,32}$/),
        retryAfterS: fc.nat(),
        provider: fc.constant('acme'),
        field: fc.constant('limit'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...codes), longText, details, (code, message, given) => {
        const error = new LinekeeperError(code, message, given);
        expect(error.message.length).toBeLessThanOrEqual(longestSentence);
        expect(error.sentence.length).toBeLessThanOrEqual(longestSentence);
        expect(error.toData().message.length).toBeLessThanOrEqual(longestSentence);
        expect(error.sentence).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('keeps its waiting time when the sentence is cut', () => {
    const error = new LinekeeperError('rate_limited', 'x'.repeat(500), { account: 'mobile', retryAfterS: 30 });
    expect(error.sentence).toMatch(/^rate_limited \(mobile\): x+… Retry in 30 s\.$/);
    expect(error.sentence).toHaveLength(longestSentence);
  });

  it('is data without what is unknown, and without what is for the wire alone', () => {
    expect(new LinekeeperError('refused', 'no.', { retry: false, session: true, account: undefined }).toData()).toEqual({
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

  it('is told more without losing what it knew', () => {
    const error = new LinekeeperError('auth', 'rejected.', { provider: 'acme', field: 'token' }).with({ account: 'one' });
    expect(error.toData()).toEqual({ code: 'auth', message: 'rejected.', provider: 'acme', field: 'token', account: 'one' });
  });

  it('is an Error with its own name', () => {
    expect(new LinekeeperError('input', 'no.')).toBeInstanceOf(Error);
    expect(String(new LinekeeperError('input', 'no.'))).toBe('LinekeeperError: no.');
  });
});

describe('the exit codes', () => {
  it('are those of the interface', () => {
    const exits = Object.fromEntries(codes.map(code => [code, new LinekeeperError(code, '').exit]));
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

describe('a bug of ours', () => {
  it('is one fixed sentence outside; the log gets the stack', () => {
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const [one, other] = [internalError(new TypeError('key abc is odd'), log), internalError('a text', log)];
    expect(one.code).toBe('internal');
    expect(one.message).toBe(other.message);
    expect(one.message).not.toContain('abc');
    expect(lines[0]).toMatch(/^TypeError: key abc is odd\n\s+at /);
    expect(lines[1]).toBe('a text');
  });
});
