// Moments as people write them, in any time zone.
import { parseMoment } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import { catchError } from '../core/catch-error.ts';
import fc from '../random.ts';

/** A Friday. */
const now = Date.UTC(2026, 10, 27, 9, 14, 30);

const parse = (text: string, timeZone = 'UTC', dayEdge: 'start' | 'end' = 'start') =>
  new Date(parseMoment(text, { field: 'since', now, timeZone, dayEdge })).toISOString();

describe('a moment', () => {
  it.each([
    ['now', '2026-11-27T09:14:30.000Z'],
    ['today', '2026-11-27T00:00:00.000Z'],
    ['yesterday', '2026-11-26T00:00:00.000Z'],
    ['monday', '2026-11-23T00:00:00.000Z'],
    ['Monday', '2026-11-23T00:00:00.000Z'],
    ['mon', '2026-11-23T00:00:00.000Z'],
    ['friday', '2026-11-27T00:00:00.000Z'],
    ['saturday', '2026-11-21T00:00:00.000Z'],
    ['7d', '2026-11-20T09:14:30.000Z'],
    ['12h', '2026-11-26T21:14:30.000Z'],
    ['90m', '2026-11-27T07:44:30.000Z'],
    ['2w', '2026-11-13T09:14:30.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T08:30', '2026-11-01T08:30:00.000Z'],
    ['2026-11-01 08:30:15', '2026-11-01T08:30:15.000Z'],
    ['2026-11-01T08:30:15.250Z', '2026-11-01T08:30:15.250Z'],
    ['2026-11-01T08:30+03:00', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01T08:30-0500', '2026-11-01T13:30:00.000Z'],
  ])('is read from %j', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it.each([
    ['monday', 'Europe/Moscow', '2026-11-22T21:00:00.000Z'],
    ['2026-11-01T08:30', 'Europe/Moscow', '2026-11-01T05:30:00.000Z'],
    ['2026-07-01', 'Europe/Copenhagen', '2026-06-30T22:00:00.000Z'],
    ['2026-11-01', 'Europe/Copenhagen', '2026-10-31T23:00:00.000Z'],
    ['today', 'Pacific/Auckland', '2026-11-26T11:00:00.000Z'],
    ['today', 'America/Los_Angeles', '2026-11-27T08:00:00.000Z'],
    // The clocks skip from 2:00 to 3:00.
    ['2026-03-29T02:30', 'Europe/Copenhagen', '2026-03-29T01:30:00.000Z'],
    // The clocks show 2:30 twice: the first time counts.
    ['2026-10-25T02:30', 'Europe/Copenhagen', '2026-10-25T00:30:00.000Z'],
    // The day begins at 1:00.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ])('%s in %s is %s', (text, timeZone, expected) => {
    expect(parse(text, timeZone)).toBe(expected);
  });

  it('that is a day may mean its end', () => {
    expect(parse('2026-11-26', 'Europe/Moscow', 'end')).toBe('2026-11-26T20:59:59.999Z');
    expect(parse('thursday', 'UTC', 'end')).toBe('2026-11-26T23:59:59.999Z');
    expect(parse('2026-11-26T12:00', 'UTC', 'end')).toBe('2026-11-26T12:00:00.000Z');
  });

  it.each(['', 'someday', 'm', '7', '7 years', '2026-13-01', '2026-02-30', '2026-11-01T25:00', '1/2/2026', '27.11.2026'])(
    'is refused as %j, with the valid forms',
    async text => {
      const error = await catchError(() => parse(text));
      expect(error).toMatchObject({ code: 'input', details: { field: 'since' } });
      expect(error.message).toMatch(/monday, yesterday, 7d or 12h/);
    },
  );

  it('of a day is its first in every zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 20_000 }), (timeZone, day) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const at = parseMoment(date, { field: 'since', now, timeZone, dayEdge: 'start' });
        const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
        // Samoa skipped a whole day.
        fc.pre(!(timeZone === 'Pacific/Apia' || timeZone === 'Pacific/Fakaofo' || timeZone === 'Pacific/Kwajalein'));
        expect(format.format(at)).toBe(date);
        expect(format.format(at - 1)).not.toBe(date);
      }),
      { numRuns: 500 },
    );
  });
});
