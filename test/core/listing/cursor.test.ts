// Cursors: opaque, exact, and refused anywhere but where they belong.
import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { type Origin, type Place, readCursor, writeCursor } from '../../../packages/core/src/listing/cursor.ts';
import { canonicalJson } from '../../../packages/core/src/text/json.ts';
import fc from '../../random.ts';
import { network, outsideOf } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';
import { anyText } from '../text-arbitraries.ts';

const { digest } = outsideOf(network(() => ({})).fetch, new ManualClock());
const write = (where: Place, from: Origin) => writeCursor(where, from, digest);
const read = (cursor: string, from: Origin) => readCursor(cursor, from, digest);

/** The error with which a cursor is refused; undefined where it is read. */
function refusalOf(cursor: string, from: Origin): LinekeeperError | undefined {
  try {
    read(cursor, from);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
}

const place = fc.record({ offset: fc.nat({ max: 999_999_999_999_999 }), afterFull: fc.boolean() });
const input = fc.dictionary(fc.string(), fc.jsonValue());
const origin: fc.Arbitrary<Origin> = fc.record({ tool: fc.string(), account: fc.string(), input });
const fixed: Origin = { tool: 'acme_list_things', account: 'one', input: { status: 'active', offset: 3 } };

/** Every text that differs from `cursor` in one character, is one shorter or one longer. */
function edits(cursor: string): string[] {
  const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. '];
  const at = (index: number) => [
    ...alphabet.map(character => cursor.slice(0, index) + character + cursor.slice(index + 1)),
    ...alphabet.map(character => cursor.slice(0, index) + character + cursor.slice(index)),
    cursor.slice(0, index) + cursor.slice(index + 1),
  ];
  return [...new Set(Array.from({ length: cursor.length + 1 }, (_, index) => at(index)).flat())].filter(edit => edit !== cursor);
}

describe('a cursor', () => {
  it('is read back as the place that it was written for', () => {
    fc.assert(
      fc.property(place, origin, (where, from) => {
        expect(read(write(where, from), from)).toEqual(where);
      }),
    );
  });

  it('is one word, long enough for its seal, of at most 60 characters', () => {
    fc.assert(fc.property(place, origin, (where, from) => /^[\w-]{36,60}$/.test(write(where, from))));
  });

  it('is read back whatever the order of the arguments', () => {
    const cursor = write({ offset: 7, afterFull: true }, { ...fixed, input: { a: 1, b: { c: 2, d: 3 } } });
    expect(read(cursor, { ...fixed, input: { b: { d: 3, c: 2 }, a: 1 } })).toEqual({ offset: 7, afterFull: true });
  });

  it.each([0, 10, 100])('is refused after any edit of one character (offset %i)', offset => {
    const cursor = write({ offset, afterFull: false }, fixed);
    expect(edits(cursor).filter(edit => refusalOf(edit, fixed) === undefined)).toEqual([]);
  });

  it('is refused for any other question', () => {
    fc.assert(
      fc.property(place, origin, origin, (where, from, other) => {
        const cursor = write(where, from);
        const others: Origin[] = [
          { ...from, tool: `${from.tool}x` },
          { ...from, account: `${from.account}x` },
          { ...from, input: { ...from.input, extra: 1 } },
          { ...from, tool: from.account, account: from.tool },
          { ...from, input: { ...other.input, ...from.input } },
          other,
        ];
        for (const foreign of others.filter(one => canonicalJson(one) !== canonicalJson(from))) {
          expect(refusalOf(cursor, foreign)).toMatchObject({ code: 'input', details: { field: 'cursor' } });
        }
      }),
    );
  });

  it('is refused when an argument changes, is added or left out', () => {
    const cursor = write({ offset: 25, afterFull: true }, fixed);
    for (const changed of [{ status: 'inactive', offset: 3 }, { status: 'active' }, { status: 'active', offset: '3' }, {}]) {
      expect(refusalOf(cursor, { ...fixed, input: changed })?.code).toBe('input');
    }
  });

  it('is refused where it is anything else, and says what to do', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[\w-]{0,60}$/)), text => {
        const error = refusalOf(text, fixed);
        expect(error?.code).toBe('input');
        expect(error?.message).toContain('leave it out to start again');
      }),
    );
    expect(refusalOf('A'.repeat(1_000_000), fixed)?.code).toBe('input');
  });
});
