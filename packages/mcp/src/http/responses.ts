// HTTP responses that are sent before a request reaches the MCP server.
import type { LinekeeperError } from '@linekeeper/core';

/** A JSON-RPC error without a request id. */
export const jsonRpcErrorResponse = (
  error: { code: number; message: string; data?: unknown },
  init: { status: number; headers?: Record<string, string> },
): Response => Response.json({ jsonrpc: '2.0', id: null, error }, init);

/** A JSON-RPC error with the error's data and `Retry-After`. */
export function errorResponse(status: number, error: LinekeeperError): Response {
  const { retryAfterS } = error.details;
  const headers: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  const data = { 'linekeeper/error': error.toData() };
  return jsonRpcErrorResponse({ code: -32_000, message: error.displayMessage, data }, { status, headers });
}

/** 404 without a body. */
export const notFoundResponse = () => new Response(null, { status: 404 });

/** 405 without a body; `allow` lists the allowed methods. */
export const methodNotAllowedResponse = (allow: string) => new Response(null, { status: 405, headers: { allow } });

/** Metrics in the text format of Prometheus. */
export const metricsResponse = (text = ''): Response =>
  new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' } });
