// Cursors: opaque list positions, valid only for the tool, account and arguments that they were issued for.
import { LinekeeperError } from '../errors.ts';
import type { Digest } from '../http/runtime.ts';
import { toCanonicalJson } from '../text/json.ts';

/** Where a listing continues. */
export interface ListPosition {
  /** Rows to skip. */
  offset: number;
  /** True if the page before was full: an empty page here may not be the end of the list. */
  afterFullPage: boolean;
}

/** What a cursor is valid for. The caller omits arguments that may change from page to page. */
export interface CursorScope {
  tool: string;
  account: string;
  input: Readonly<Record<string, unknown>>;
}

/** Raise it when the format changes: cursors of older versions are then rejected. */
const formatVersion = 1;

/** Characters of the checksum, six bits each. */
const checksumChars = 22;

/** Encodes a position with a checksum over position and scope. */
export function writeCursor(position: ListPosition, scope: CursorScope, digest: Digest): string {
  const text = `${formatVersion}.${position.offset}.${position.afterFullPage ? 1 : 0}`;
  return toBase64Url(`${text}.${checksum(text, scope, digest)}`);
}

/** Decodes a cursor. Throws `input` if it was altered, or was issued for another scope. */
export function readCursor(cursor: string, scope: CursorScope, digest: Digest): ListPosition {
  const [, text, offset, full, receivedChecksum] = /^((?:\d+)\.(\d{1,15})\.([01]))\.([\w-]+)$/.exec(fromBase64Url(cursor)) ?? [];
  // Base64 ignores some bits of the last character: encode again to detect an edit there.
  if (text === undefined || receivedChecksum !== checksum(text, scope, digest) || toBase64Url(`${text}.${receivedChecksum}`) !== cursor)
    throw invalidCursor();
  return { offset: Number(offset), afterFullPage: full === '1' };
}

function invalidCursor(): LinekeeperError {
  const message =
    'This cursor does not belong to this question. Give it unchanged, with the same tool, account and arguments as the answer that it came from ' +
    '(only limit, fields and response_format may differ), or leave it out to start again.';
  return new LinekeeperError('input', message, { field: 'cursor' });
}

const checksum = (text: string, scope: CursorScope, digest: Digest) => digest(`${text}\n${toCanonicalJson(scope)}`).slice(0, checksumChars);

const toBase64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function fromBase64Url(text: string): string {
  return /^[\w-]{1,500}$/.test(text) && text.length % 4 !== 1 ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : '';
}
