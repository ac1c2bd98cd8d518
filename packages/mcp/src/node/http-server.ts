// Serves a fetch-style request handler with Node's HTTP server.
import { createServer, type Server } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { internalError } from '@linekeeper/core';
import { jsonRpcErrorResponse } from '../http/responses.ts';

/** Milliseconds for a whole request and for its headers to arrive, and between checks of both. */
const timeouts = { requestTimeout: 30_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** Creates a server that is not listening yet. `handle` also gets the address of the client. An error of the handler is logged with its stack, and answered with a JSON-RPC error. */
export function createHttpServer(
  handle: (request: Request, client: { address: string | undefined }) => Promise<Response>,
  log: (message: string) => void,
): Server {
  const errorHandler = (thrown: unknown) => {
    // An invalid Host header or request target.
    if (thrown instanceof RequestError) return new Response(null, { status: 400 });
    const { displayMessage } = internalError(thrown, log);
    return jsonRpcErrorResponse({ code: -32_603, message: displayMessage }, { status: 500 });
  };
  return createServer(
    timeouts,
    getRequestListener((request, { incoming }) => handle(request, { address: incoming.socket.remoteAddress }), {
      overrideGlobalObjects: false,
      errorHandler,
    }),
  );
}
