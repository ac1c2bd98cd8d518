// Cursors: opaque, exact, and rejected outside of their scope.
import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { type CursorScope, type ListPosition, readCursor, writeCursor } from '../../../packages/core/src/listing/cursor.ts';
import { toCanonicalJson } from '../../../packages/core/src/text/json.ts';
import fc from '../../random.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';
import { anyText } from '../text-arbitraries.ts';

const { digest } = createTestRuntime(createFakeNetwork(() => ({})).fetch, new ManualClock());
const write = (position: ListPosition, scope: CursorScope) => writeCursor(position, scope, digest);
const read = (cursor: string, scope: CursorScope) => readCursor(cursor, scope, digest);

/** The error that reading a cursor throws; undefined if it is valid. */
function readError(cursor: string, scope: CursorScope): LinekeeperError | undefined {
  try {
    read(cursor, scope);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
}

const anyPosition = fc.record(
  {
    offset: fc.nat({ max: 999_999_999_999_999 }),
    lastKey: fc.maxSafeNat(),
    changed: fc.boolean(),
    inStableOrder: fc.boolean(),
  },
  { requiredKeys: ['offset', 'changed', 'inStableOrder'] },
);
const input = fc.dictionary(fc.string(), fc.jsonValue());
const anyScope: fc.Arbitrary<CursorScope> = fc.record({ tool: fc.string(), account: fc.string(), input });
const fixedScope: CursorScope = { tool: 'acme_list_things', account: 'one', input: { status: 'active', offset: 3 } };

/** Every string that differs from `cursor` by one changed, inserted or deleted character. */
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
  it('is decoded to the position that it was created from', () => {
    fc.assert(
      fc.property(anyPosition, anyScope, (position, scope) => {
        expect(read(write(position, scope), scope)).toEqual(position);
      }),
    );
  });

  it('is one word of 30 to 64 characters: long enough for its checksum', () => {
    fc.assert(fc.property(anyPosition, anyScope, (position, scope) => /^[\w-]{30,64}$/.test(write(position, scope))));
  });

  it('is valid whatever the order of the arguments', () => {
    const cursor = write(
      { offset: 7, lastKey: 123, changed: true, inStableOrder: false },
      { ...fixedScope, input: { a: 1, b: { c: 2, d: 3 } } },
    );
    expect(read(cursor, { ...fixedScope, input: { b: { d: 3, c: 2 }, a: 1 } })).toEqual({
      offset: 7,
      lastKey: 123,
      changed: true,
      inStableOrder: false,
    });
  });

  it.each([0, 10, 100])('is rejected after any edit of one character (offset %i)', offset => {
    const cursor = write({ offset, lastKey: Number.MAX_SAFE_INTEGER }, fixedScope);
    expect(edits(cursor).filter(edit => readError(edit, fixedScope) === undefined)).toEqual([]);
  });

  it('is rejected for any other scope', () => {
    fc.assert(
      fc.property(anyPosition, anyScope, anyScope, (position, scope, other) => {
        const cursor = write(position, scope);
        const others: CursorScope[] = [
          { ...scope, tool: `${scope.tool}x` },
          { ...scope, account: `${scope.account}x` },
          { ...scope, input: { ...scope.input, extra: 1 } },
          { ...scope, tool: scope.account, account: scope.tool },
          { ...scope, input: { ...other.input, ...scope.input } },
          other,
        ];
        for (const foreign of others.filter(one => toCanonicalJson(one) !== toCanonicalJson(scope))) {
          expect(readError(cursor, foreign)).toMatchObject({ code: 'input', details: { field: 'cursor' } });
        }
      }),
    );
  });

  it('is rejected if an argument is changed, added or removed', () => {
    const cursor = write({ offset: 25, lastKey: 123 }, fixedScope);
    for (const changed of [{ status: 'inactive', offset: 3 }, { status: 'active' }, { status: 'active', offset: '3' }, {}]) {
      expect(readError(cursor, { ...fixedScope, input: changed })?.code).toBe('input');
    }
  });

  it('is rejected if it is any other text, with a message that says what to do', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[\w-]{0,60}$/)), text => {
        const error = readError(text, fixedScope);
        expect(error?.code).toBe('input');
        expect(error?.message).toContain('leave it out to start again');
      }),
    );
    expect(readError('A'.repeat(1_000_000), fixedScope)?.code).toBe('input');
  });
});
