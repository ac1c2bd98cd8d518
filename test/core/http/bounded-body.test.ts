// Bodies of limited size: what is kept, how far a body is read, and that its source is released.
import { describe, expect, it } from 'vitest';
import { readBoundedBody } from '../../../packages/core/src/http/bounded-body.ts';

/** A body of these chunks; `state` says how many were read, and whether the reader released the body. */
function createBody(...texts: readonly string[]) {
  const state = { chunks: 0, released: false };
  async function* body() {
    try {
      for (const text of texts) {
        state.chunks++;
        yield new TextEncoder().encode(text);
      }
    } finally {
      state.released = true;
    }
  }
  return { body: body(), state };
}
const read = async (texts: readonly string[], maxBytes: number, maxReadBytes?: number) => {
  const { body, state } = createBody(...texts);
  const { bytes, isTruncated } = await readBoundedBody(body, maxBytes, { maxReadBytes });
  return { text: new TextDecoder().decode(bytes), isTruncated, ...state };
};

describe('a body', () => {
  it.each([
    ['no chunk', [], ''],
    ['one chunk', ['abc'], 'abc'],
    ['several chunks', ['ab', '', 'cde'], 'abcde'],
  ])('of %s is read whole up to the limit', async (_name, texts, text) => {
    expect(await read(texts, 5)).toMatchObject({ text, isTruncated: false, released: true });
  });

  it('may be absent', async () => {
    expect(await readBoundedBody(null, 5)).toEqual({ bytes: new Uint8Array(), isTruncated: false });
  });

  it.each([
    ['in one chunk', ['abcdef']],
    ['in several chunks', ['abcd', 'ef']],
    ['by a chunk of its own', ['abcde', 'f']],
  ])('over the limit %s is truncated to it', async (_name, texts) => {
    expect(await read(texts, 5)).toMatchObject({ text: 'abcde', isTruncated: true });
  });

  it('over the limit is read no further, and released', async () => {
    expect(await read(['abcd', 'ef', 'gh', 'ij'], 5)).toMatchObject({ chunks: 2, released: true });
  });

  it('over the limit is read on up to another limit, and the rest is discarded', async () => {
    const chunks = ['abcd', 'ef', 'gh', 'ij'];
    expect(await read(chunks, 5, 7)).toMatchObject({ text: 'abcde', isTruncated: true, chunks: 3, released: true });
    expect(await read(chunks, 5, Number.POSITIVE_INFINITY)).toMatchObject({ text: 'abcde', isTruncated: true, chunks: 4 });
  });

  it('that fails rejects as it does', async () => {
    const failing = async function* () {
      yield new Uint8Array(2);
      throw new Error('cut off');
    };
    await expect(readBoundedBody(failing(), 5)).rejects.toThrow('cut off');
  });
});
