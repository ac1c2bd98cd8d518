// A web-standard handler behind Node's own HTTP server.
import { createServer, type Server } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { internalError } from '@linekeeper/core';

/** Milliseconds for a request and for its headers to arrive, and how often that is looked at. */
const patience = { requestTimeout: 30_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** `log` gets the stack of what the handler throws. */
export function httpServer(handle: (request: Request) => Promise<Response>, log: (line: string) => void): Server {
  const errorHandler = (thrown: unknown) => {
    // A Host that is none, a path that is none.
    if (thrown instanceof RequestError) return new Response(null, { status: 400 });
    const { sentence } = internalError(thrown, log);
    return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32_603, message: sentence } }, { status: 500 });
  };
  return createServer(patience, getRequestListener(handle, { overrideGlobalObjects: false, errorHandler }));
}
