// Answers a message of the 2025 protocol era in JSON: the handler of the SDK answers it by an event stream.
import { type AuthInfo, type McpServerFactory, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';

/** Serves the message by a server of its own, which is closed with the answer or as soon as the client disconnects. */
export async function serveLegacyAsJson(
  factory: McpServerFactory,
  request: Request,
  message: unknown,
  auth: { authInfo?: AuthInfo },
): Promise<Response> {
  const server = await factory({ era: 'legacy', requestInfo: request, ...auth });
  const { promise: disconnected, resolve } = Promise.withResolvers<Response>();
  // The status by which servers log that the client closed the connection.
  const disconnect = () => resolve(new Response(null, { status: 499 }));
  try {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    request.signal.addEventListener('abort', disconnect, { once: true });
    return await Promise.race([transport.handleRequest(request, { ...auth, parsedBody: message }), disconnected]);
  } finally {
    request.signal.removeEventListener('abort', disconnect);
    await server.close();
  }
}
