// Reads the JSON of a request body.
import { readBoundedBody } from '@linekeeper/core';
import { isTooDeep, normalizeMessage, tooDeepMessage } from '../normalize-message.ts';
import { jsonRpcErrorResponse } from './responses.ts';

/** Larger bodies are read and discarded, up to `maxReadBytes`. */
const maxBodyBytes = 1024 * 1024;
const maxReadBytes = 32 * maxBodyBytes;

/** Parses the JSON of one message, or returns the error response to a body that is too large, truncated, invalid JSON or a batch. */
export async function readJsonBody(request: Request): Promise<{ json: unknown } | Response> {
  const bytes = await readBody(request);
  return bytes instanceof Response ? bytes : parseMessage(bytes);
}

/** Parses the JSON of one message, or returns the error response to invalid JSON or a batch. */
export function parseMessage(bytes: Uint8Array): { json: unknown } | Response {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    // Revision 2025-06-18 removed batches; one would run many tool calls in a single request.
    if (Array.isArray(json)) return rejectBody(400, -32_600, 'Batches are not supported: send one message per request.');
    return isTooDeep(json) ? rejectBody(400, -32_600, tooDeepMessage) : { json: normalizeMessage(json) };
  } catch {
    return rejectBody(400, -32_700, 'Parse error: the request is not valid JSON.');
  }
}

/** The raw bytes, none if the client disconnected; or the error response to a body that is too large. */
export async function readBody({ body }: Request): Promise<Uint8Array | Response> {
  const read = await readBoundedBody(body, maxBodyBytes, { maxReadBytes }).catch(() => undefined);
  if (read === undefined) return new Uint8Array();
  return read.isTruncated ? rejectBody(413, -32_000, `The request is larger than ${maxBodyBytes} bytes.`) : read.bytes;
}

const rejectBody = (status: number, code: number, message: string) => jsonRpcErrorResponse({ code, message }, { status });
