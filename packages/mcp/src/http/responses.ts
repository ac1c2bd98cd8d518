// HTTP responses that are sent before a request reaches the MCP server.
import type { LinekeeperError } from '@linekeeper/core';

/** A JSON-RPC error without a request id, with the error's data and `Retry-After`. */
export function errorResponse(status: number, error: LinekeeperError): Response {
  const { retryAfterS } = error.details;
  const headers = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  const body = {
    jsonrpc: '2.0',
    id: null,
    error: { code: -32_000, message: error.displayMessage, data: { 'linekeeper/error': error.toData() } },
  };
  return Response.json(body, { status, headers });
}

/** 404 without a body. */
export const notFoundResponse = () => new Response(null, { status: 404 });

/** 405 without a body; `allow` lists the allowed methods. */
export const methodNotAllowedResponse = (allow: string) => new Response(null, { status: 405, headers: { allow } });
