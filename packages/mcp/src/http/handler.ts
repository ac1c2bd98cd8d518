// MCP over HTTP as a function from Request to Response, for any HTTP server: routing, Host and Origin validation, authentication. Stateless.
import { type AllowedAccounts, LinekeeperError, stripControlCharacters, truncate } from '@linekeeper/core';
import { createMcpHandler, isJsonContentType, type McpServerFactory } from '@modelcontextprotocol/server';
import { callerFrom } from '../caller.ts';
import type { Authenticator } from './auth/authenticate.ts';
import { metadataResponse } from './auth/resource-metadata.ts';
import { createMessageHandler } from './content-negotiation.ts';
import { preflightResponse, withCorsHeaders } from './cors.ts';
import { type HostOriginPolicy, validateHostAndOrigin } from './host-origin.ts';
import { mcpPath, metadataPaths, metricsPath } from './paths.ts';
import { getServerUrl, removeBasePath, toBasePath } from './public-url.ts';
import { readJsonBody } from './request-body.ts';
import { errorResponse, methodNotAllowedResponse, metricsResponse, notFoundResponse } from './responses.ts';
import { readSignedMessage, type SignatureVerifier } from './signed-request.ts';

/** Options of `createHttpHandler`. */
export interface HttpHandlerOptions {
  /** Creates an MCP server for each request. */
  factory: McpServerFactory;
  /** Throws `config` or `unavailable` if the access settings cannot be read: the request is then rejected with 503 (fail closed). */
  authenticator(): Authenticator | Promise<Authenticator>;
  /** Signs in callers whose requests are signed; undefined if only tokens sign in. */
  verifier?: SignatureVerifier | undefined;
  hostOriginPolicy: HostOriginPolicy;
  /** The address at which clients reach the server, without the endpoint's path; undefined if requests name it. */
  publicUrl?: URL | undefined;
  /** Writes the metrics of the accounts that a caller may see, as text for Prometheus; absent where they are off. */
  metrics?: ((accounts: AllowedAccounts) => Promise<string>) | undefined;
  /** Writes a message to the operator's log; clients never see it. */
  log(message: string): void;
}

/** Answers a request. `basePath` is what a proxy has added to the path, `address` that of the client. */
export type HttpHandler = (request: Request, client?: { basePath?: string; address?: string | undefined }) => Promise<Response>;

/** Handles `/mcp`, `/healthz` and the protected resource metadata, below the base path that a proxy has added. Rejects with unexpected errors, which the HTTP server must answer with 500. */
export function createHttpHandler({
  factory,
  authenticator,
  verifier,
  hostOriginPolicy,
  publicUrl,
  metrics,
  log,
}: HttpHandlerOptions): HttpHandler {
  const onerror = (error: Error) => log(`http: ${describeError(error)}`);
  const { fetch: serve } = createMcpHandler(factory, { onerror });
  const serveMessage = createMessageHandler(factory, serve);
  const handle = async (request: Request, path: string, serverUrl: string, address: string | undefined): Promise<Response> => {
    const preflight = preflightResponse(request);
    if (preflight !== undefined) return preflight;
    if (path === mcpPath && request.method !== 'POST') return methodNotAllowedResponse('POST');
    if (path === metricsPath && request.method !== 'GET') return methodNotAllowedResponse('GET');
    if (path === mcpPath && verifier?.isSigned(request.headers)) {
      const signed = await readSignedMessage(request, verifier, log);
      return signed instanceof Response ? signed : await serveMessage(request, signed.json, { authInfo: signed.authInfo });
    }
    const { oauth, authenticate } = await authenticator();
    if (metadataPaths.includes(path)) return oauth === undefined ? notFoundResponse() : metadataResponse(request, serverUrl, oauth);
    const authInfo = await authenticate(request, serverUrl, address);
    if (authInfo instanceof Response) return authInfo;
    if (path === metricsPath) return metricsResponse(await metrics?.(callerFrom(authInfo).accounts));
    const auth = authInfo === undefined ? {} : { authInfo };
    // The SDK rejects other content types without reading the body.
    if (!isJsonContentType(request.headers.get('content-type'))) return await serve(request, auth);
    const body = await readJsonBody(request);
    if (!(body instanceof Response)) return await serveMessage(request, body.json, auth);
    log(`http: rejected: request body (${body.status})`);
    return body;
  };
  return async (request, { basePath = '', address } = {}) => {
    const path = removeBasePath(removeBasePath(new URL(request.url).pathname, basePath), toBasePath(publicUrl));
    if (path === '/healthz') return request.method === 'GET' ? Response.json({ ok: true }) : methodNotAllowedResponse('GET');
    const rejection = validateHostAndOrigin(request, hostOriginPolicy);
    if (rejection !== undefined) return rejection;
    if (path !== mcpPath && !metadataPaths.includes(path) && !(path === metricsPath && metrics !== undefined)) return notFoundResponse();
    return withCorsHeaders(
      await handle(request, path, getServerUrl(request, basePath, { publicUrl, ...hostOriginPolicy }), address).catch(thrown =>
        configurationErrorResponse(thrown),
      ),
      request,
    );
  };
}

/** 503 for access settings that cannot be read. Rethrows other errors. */
function configurationErrorResponse(thrown: unknown): Response {
  if (thrown instanceof LinekeeperError) return errorResponse(503, thrown);
  throw thrown;
}

/** The SDK's code for a rejected request, without the rest of its message, which quotes the client's input. */
const describeError = ({ message }: Error): string => {
  const reason = /^Rejected [^(]*\(([\w-]+)\)/.exec(message)?.[1];
  return reason === undefined ? truncate(stripControlCharacters(message.split(':', 1)[0] ?? ''), 60) : `rejected: ${reason}`;
};
