// What a resource's reader is given, and what it gives.
import type { Call, Tool } from '@linekeeper/core';

export interface Content {
  mimeType: string;
  text: string;
}

export interface Reading {
  tools: readonly Tool[];
  call: Call;
  /** The most that a file may take, in bytes of JSON. */
  largestFile: number;
}

/** Undefined where the URI names nothing. Throws errors of the contract. */
export type Reader = (url: URL, reading: Reading) => Promise<{ json: object } | { contents: Content[] } | undefined>;

/** The parts of a path, decoded; undefined where they are not spelt as a URI spells them. */
export function partsOf({ pathname }: URL): string[] | undefined {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
