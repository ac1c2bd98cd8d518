// Cursors: opaque list positions, valid only for the tool, account and arguments that they were issued for.
import { LinekeeperError } from '../errors.ts';
import type { Digest } from '../http/runtime.ts';
import { toCanonicalJson } from '../text/json.ts';

/** Where a listing continues. */
export interface ListPosition {
  /** Rows to skip. */
  offset: number;
  /** The key of the row before: where it is another one, the list changed. Undefined if it is not known. */
  lastKey?: number | undefined;
  /** True if the list was seen to change while the rows before were read. */
  changed?: boolean | undefined;
  /** True if the rows before were requested in the operation's stable order. */
  inStableOrder?: boolean | undefined;
}

/** What a cursor is valid for. The caller omits arguments that may change from page to page. */
export interface CursorScope {
  tool: string;
  account: string;
  input: Readonly<Record<string, unknown>>;
}

/** Raise it when the format changes: cursors of older versions are then rejected. */
const formatVersion = 2;

/** Characters of the checksum, six bits each. */
const checksumChars = 22;

/** Encodes a position with a checksum over position and scope. */
export function writeCursor({ offset, lastKey, changed, inStableOrder }: ListPosition, scope: CursorScope, digest: Digest): string {
  const flags = (changed ? 1 : 0) + (inStableOrder ? 2 : 0);
  return signText(`${formatVersion}.${offset}.${flags}.${lastKey?.toString(36) ?? ''}`, scope, digest);
}

/** Decodes a cursor. Throws `input` if it was altered, or was issued for another scope. */
export function readCursor(cursor: string, scope: CursorScope, digest: Digest): ListPosition {
  const [, offset, flags, key] = /^\d+\.(\d{1,15})\.([0-3])\.([\da-z]{0,11})$/.exec(readSignedText(cursor, scope, digest)) ?? [];
  if (offset === undefined) throw invalidCursorError();
  return {
    offset: Number(offset),
    ...(key !== '' && { lastKey: Number.parseInt(key ?? '', 36) }),
    changed: (Number(flags) & 1) > 0,
    inStableOrder: (Number(flags) & 2) > 0,
  };
}

/** Encodes a text in ASCII with a checksum over it and the scope. */
export function signText(text: string, scope: CursorScope, digest: Digest): string {
  return `${toBase64Url(text)}${checksum(text, scope, digest)}`;
}

/** Decodes a text that `signText` encoded. Throws `input` if it was altered, or was issued for another scope. */
export function readSignedText(cursor: string, scope: CursorScope, digest: Digest): string {
  const text = fromBase64Url(cursor.slice(0, -checksumChars));
  // Base64 ignores some bits of the last character: encode again to detect an edit there.
  if (text === '' || signText(text, scope, digest) !== cursor) throw invalidCursorError();
  return text;
}

/** The error of a cursor that was altered, or was issued for another scope. */
export function invalidCursorError(): LinekeeperError {
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
