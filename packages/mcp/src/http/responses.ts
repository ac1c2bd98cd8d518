// Answers of the server's own, before the protocol is reached.
import type { LinekeeperError } from '@linekeeper/core';

/** A refusal in the words of the error contract, as JSON-RPC without a request. */
export function refused(status: number, error: LinekeeperError): Response {
  const { retryAfterS } = error.details;
  const headers = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  const body = {
    jsonrpc: '2.0',
    id: null,
    error: { code: -32_000, message: error.sentence, data: { 'linekeeper/error': error.toData() } },
  };
  return Response.json(body, { status, headers });
}

export const notFound = () => new Response(null, { status: 404 });

export const notAllowed = (allow: string) => new Response(null, { status: 405, headers: { allow } });
