// Cursors: opaque places in a listing, bound to the operation, the account and the arguments that they came from.

import { LinekeeperError } from '../errors.ts';
import type { Digest } from '../http/runtime.ts';
import { canonicalJson } from '../text/json.ts';

/** Where a listing goes on. */
export interface Place {
  offset: number;
  /** True where the page before was full, so that an empty one need not be the end. */
  afterFull: boolean;
}

/** What a cursor belongs to. Arguments that may change from page to page are left out by the caller. */
export interface Origin {
  tool: string;
  account: string;
  input: Readonly<Record<string, unknown>>;
}

/** Raised when what a cursor says changes; older ones are then refused. */
const version = 1;

/** Characters of the seal; each holds six bits. */
const sealLength = 22;

export function writeCursor(place: Place, origin: Origin, digest: Digest): string {
  const text = `${version}.${place.offset}.${place.afterFull ? 1 : 0}`;
  return toBase64Url(`${text}.${seal(text, origin, digest)}`);
}

/** Reads a cursor back. Throws `input` where it is damaged or comes from another question. */
export function readCursor(cursor: string, origin: Origin, digest: Digest): Place {
  const [, text, offset, full, given] = /^((?:\d+)\.(\d{1,15})\.([01]))\.([\w-]+)$/.exec(fromBase64Url(cursor)) ?? [];
  // The last character has bits to spare: written anew, an edited one shows.
  if (text === undefined || given !== seal(text, origin, digest) || toBase64Url(`${text}.${given}`) !== cursor) throw foreign();
  return { offset: Number(offset), afterFull: full === '1' };
}

function foreign(): LinekeeperError {
  const message =
    'This cursor does not belong to this question. Give it unchanged, with the same tool, account and arguments as the answer that it came from ' +
    '(only limit, fields and response_format may differ), or leave it out to start again.';
  return new LinekeeperError('input', message, { field: 'cursor' });
}

const seal = (text: string, origin: Origin, digest: Digest) => digest(`${text}\n${canonicalJson(origin)}`).slice(0, sealLength);

const toBase64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function fromBase64Url(text: string): string {
  return /^[\w-]{1,500}$/.test(text) && text.length % 4 !== 1 ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : '';
}
