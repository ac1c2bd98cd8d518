// Errors by HTTP status.
import type { HttpResponse } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { readStatusError } from '../../../packages/core/src/http/http-status.ts';
import fc from '../../random.ts';

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

function createResponse(status: number, text = '{}', headers: Record<string, string> = {}): HttpResponse {
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
  return { status, text, body, header: name => headers[name] };
}

const codeOf = (status: number, text?: string) => readStatusError(createResponse(status, text), now)?.code;
const retryAfterOf = (header: string, status = 429) =>
  readStatusError(createResponse(status, '{}', { 'retry-after': header }), now)?.details.retryAfterS;

describe('a status', () => {
  it.each([
    [200, undefined],
    [201, undefined],
    [301, 'malformed'],
    [302, 'malformed'],
    [307, 'malformed'],
    [400, 'input'],
    [401, 'auth'],
    [403, 'denied'],
    [404, 'not_found'],
    [408, 'unavailable'],
    [409, 'refused'],
    [422, 'input'],
    [429, 'rate_limited'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [599, 'unavailable'],
  ])('%i is %s', (status, code) => {
    expect(codeOf(status)).toBe(code);
  });

  it.each(['', ' \n', '<html><b>secret</b></html>'])('200 with the body %j is malformed, and the body is not quoted', text => {
    const error = readStatusError(createResponse(200, text), now);
    expect(error?.code).toBe('malformed');
    expect(error?.message).not.toContain('secret');
    expect(error?.message).toContain(text.trim() === '' ? 'an empty body' : 'not JSON');
  });

  it('outside 2xx is an error, with any body', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 999 }),
        fc.constantFrom('', '{}', 'oops'),
        (status, text) => codeOf(status, text) !== undefined,
      ),
    );
  });
});

describe('Retry-After', () => {
  it('is parsed as seconds', () => {
    expect(retryAfterOf('30')).toBe(30);
    expect(retryAfterOf(' 0 ')).toBe(0);
    expect(retryAfterOf('7', 503)).toBe(7);
  });

  it('is parsed as a date: whole seconds from now, rounded up, never negative', () => {
    expect(retryAfterOf('Thu, 01 Jan 2026 12:00:30 GMT')).toBe(30);
    expect(retryAfterOf('Thu, 01 Jan 2026 11:00:00 GMT')).toBe(0);
    const halfLater = readStatusError(createResponse(429, '{}', { 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }), now + 500);
    expect(halfLater?.details.retryAfterS).toBe(30);
  });

  it.each(['', 'soon', '5 minutes please', '12, 12'])('is ignored if it is %j', header => {
    expect(retryAfterOf(header)).toBeUndefined();
  });

  it.each(['-5', '1.5', '+3'])('is not parsed as a past date if it is the number %j', header => {
    expect(retryAfterOf(header)).not.toBe(0);
  });

  it('is undefined without the header', () => {
    expect(readStatusError(createResponse(429), now)?.details.retryAfterS).toBeUndefined();
  });
});
