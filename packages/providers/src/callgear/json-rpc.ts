// CallGear's JSON-RPC 2.0 envelope: builds requests and reads the list in a result.
import { type HttpRequest, isRecord, malformedError, type Page, parseCount } from '@linekeeper/core';

/** A JSON-RPC request without the access token. Undefined params are not sent. */
export function createRpcRequest(method: string, params: Record<string, unknown>): HttpRequest {
  return { method: 'POST', path: '', body: { jsonrpc: '2.0', id: 1, method, params } };
}

/** The method of a request, by which the provider's endpoints differ; '' for a request that is not one of JSON-RPC. */
export const readRpcMethod = ({ method, path, body }: HttpRequest): string =>
  method === 'POST' && path === '' && typeof body?.method === 'string' ? body.method : '';

/** Reads the page in the result of any `get.*` method. Throws `malformed` without a list. */
export function parsePage(body: unknown): Page {
  const result = isRecord(body) ? body.result : undefined;
  if (!isRecord(result) || !Array.isArray(result.data)) throw malformedError('JSON without a list');
  const total = isRecord(result.metadata) ? parseCount(result.metadata.total_items) : undefined;
  return { rows: result.data, ...(total !== undefined && { total }) };
}
