// The memory of answered requests: until their signature ends to be valid, and bounded.
import { describe, expect, it } from 'vitest';
import { SeenSignatures } from '../../packages/slack/src/ack/seen-signatures.ts';

describe('a signature', () => {
  it('is claimed once, until it is not valid any more', () => {
    const seen = new SeenSignatures();
    expect(seen.claim('v0=a', 300, 0)).toBe(true);
    expect(seen.claim('v0=a', 300, 300)).toBe(false);
    expect(seen.claim('v0=b', 300, 0)).toBe(true);
    expect(seen.claim('v0=a', 600, 301)).toBe(true);
  });

  it('is forgotten behind 10,000 newer ones', () => {
    const seen = new SeenSignatures();
    for (let index = 0; index < 10_001; index++) seen.claim(`v0=${index}`, 300, 0);
    expect(seen.claim('v0=10000', 300, 0)).toBe(false);
    expect(seen.claim('v0=1', 300, 0)).toBe(false);
    expect(seen.claim('v0=0', 300, 0)).toBe(true);
  });
});
