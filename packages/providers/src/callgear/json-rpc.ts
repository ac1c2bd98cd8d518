// CallGear's envelope: one JSON-RPC 2.0 call as a request, and the list in its result as a page.
import { countOf, type HttpRequest, isRecord, malformed, type Page } from '@linekeeper/core';

/** One call without its key. Values that are undefined are not sent. */
export function rpc(method: string, params: Record<string, unknown>): HttpRequest {
  return { method: 'POST', path: '', body: { jsonrpc: '2.0', id: 1, method, params } };
}

/** The rows of any `get.*`. Throws `malformed` where there is no list. */
export function page(body: unknown): Page {
  const result = isRecord(body) ? body.result : undefined;
  if (!isRecord(result) || !Array.isArray(result.data)) throw malformed('JSON without a list');
  const total = isRecord(result.metadata) ? countOf(result.metadata.total_items) : undefined;
  return { rows: result.data, ...(total !== undefined && { total }) };
}
