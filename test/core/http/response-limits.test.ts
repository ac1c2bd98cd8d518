// What a response may hold: bytes, JSON values and nesting, in proportion to the rows that were asked for.
import { describe, expect, it } from 'vitest';
import { getResponseLimits, ResponseMeter } from '../../../packages/core/src/http/response-limits.ts';

const mebibyte = 1024 * 1024;

/** Adds the text in chunks of that many bytes; returns the number of bytes that were read before it was refused. */
function measure(text: string, maxRows: number, chunkBytes = 64 * 1024): number {
  const meter = new ResponseMeter(getResponseLimits(maxRows));
  const bytes = Buffer.from(text);
  for (let read = 0; read < bytes.length; read += chunkBytes) {
    try {
      meter.add(bytes.subarray(read, read + chunkBytes));
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'malformed' });
      return read + chunkBytes;
    }
  }
  return Number.POSITIVE_INFINITY;
}

describe('a response', () => {
  it('may have 64 KiB a row and 4 MiB besides, and 32 MiB at most', () => {
    expect([0, 1, 25, 448, 500, 100_000].map(rows => getResponseLimits(rows).maxBytes / mebibyte)).toEqual([4, 4.0625, 5.5625, 32, 32, 32]);
  });

  it('is refused before it is parsed if it is larger', () => {
    expect(measure('x'.repeat(6 * mebibyte), 1)).toBeLessThan(4.2 * mebibyte);
    expect(measure('x'.repeat(6 * mebibyte), 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['{},', '[],', '1,', '"",', '{"a":[{}]},'])('is refused if it has far more values than rows were asked for: %s', unit => {
    const text = `{"rows":[${unit.repeat(Math.ceil((3 * mebibyte) / unit.length))}1]}`;
    expect(measure(text, 1)).toBeLessThan(text.length);
  });

  it.each(['[', '{"a":', '[{"a":'])('is refused if it is nested deeper than any list: %s', unit => {
    expect(measure(unit.repeat(mebibyte / unit.length), 1000)).toBeLessThan(mebibyte);
  });

  it.each([1, 7, 64 * 1024])('is measured in chunks of any size: brackets and commas in a string are text (%i bytes)', chunkBytes => {
    const text = `["${'[{,\\"\\\\'.repeat(100_000)}"]`;
    expect(measure(text, 0, chunkBytes)).toBe(Number.POSITIVE_INFINITY);
  });
});
