// Finds the records that have a text: eight bytes for each of them.
import { PairIndex } from './pair-index.ts';

const fingerprintBits = 27;

/** The records of texts, by a fingerprint. Different texts may have the same one: what is found is to be compared with the text. */
export class TextIndex {
  readonly #records = new PairIndex();

  /** Adds a record, an integer of 26 bits, that has the text; returns the fingerprint. */
  add(text: string, record: number): number {
    const fingerprint = computeFingerprint(text);
    this.#records.add(fingerprint, record);
    return fingerprint;
  }

  /** Yields the records that may have the text, in ascending order. */
  find(text: string): Generator<number> {
    return this.#records.find(computeFingerprint(text));
  }

  /** False if no record has a text with this fingerprint. */
  hasFingerprint(fingerprint: number): boolean {
    return !this.#records.find(fingerprint).next().done;
  }

  /** Yields groups of records that may have a text in common, each in ascending order. */
  repeated(): Generator<number[]> {
    return this.#records.repeated();
  }
}

function computeFingerprint(text: string): number {
  let hash = 0x811c9dc5 ^ text.length;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> (32 - fingerprintBits);
}
