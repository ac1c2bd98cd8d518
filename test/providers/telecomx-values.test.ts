// Telecom X's calls of an account and its change log with values of unexpected types: they are left out, and the others stay.
import { describe, expect, it } from 'vitest';
import { changes } from '../../packages/providers/src/telecomx/changes.ts';
import { voiceUsage } from '../../packages/providers/src/telecomx/voice-usage.ts';

/** JSON that no function of the language turns into text or a number. */
const hostile = { toString: 1, valueOf: 1 };

describe('the calls of an account', () => {
  const now = Date.UTC(2026, 0, 31);
  const read = (days: readonly unknown[]) => voiceUsage.read(days, now).usage;

  it('are added up without the values that are no numbers', () => {
    const days = [
      { date: '2026-01-30', callsIn: 2, callsOut: '3', price: 1.25 },
      { date: hostile, callsIn: hostile, callsOut: 4, price: hostile },
      { date: '2026-01-31T00:00:00Z', callsIn: 1, secsIn: [7] },
      null,
      'a day',
    ];
    expect(read(days)).toEqual({ from: '2026-01-02', to: '2026-01-31', lastUsed: '2026-01-31', callsIn: 3, callsOut: 7, price: 1.25 });
  });

  it('have no last day without a readable date', () => {
    expect(read([{ date: hostile, callsIn: 1 }])).toMatchObject({ lastUsed: null, callsIn: 1 });
  });
});

describe('a change log', () => {
  it('keeps its events whatever the types of ids and keys', () => {
    const { rows } = changes.page({
      events: [
        {
          _id: 'e1',
          employee: 'p1',
          changes: [
            { key: hostile, newValue: 1 },
            { key: 'password', newValue: 'secret' },
          ],
        },
        { _id: 'e2', employee: hostile },
      ],
      employees: [
        { _id: hostile, name: 'Anna' },
        { _id: 'p1', name: 'Lars' },
      ],
    });
    expect(rows).toMatchObject([
      { _id: 'e1', employeeName: 'Lars', changes: [{ key: hostile, newValue: 1 }, { key: 'password' }] },
      { _id: 'e2', employeeName: 'Anna' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('secret');
  });
});
