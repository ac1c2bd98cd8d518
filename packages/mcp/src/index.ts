// Public API of the MCP server, for the CLI and the Lambda function.
export type { BlockRenderer } from './block-renderer.ts';
export { type Authenticator, createAuthenticator } from './http/auth/authenticate.ts';
export { createHttpHandler, type HttpHandlerOptions } from './http/handler.ts';
export type { HostOriginPolicy } from './http/host-origin.ts';
export { checkReachableTokens, type HttpSettings, parseAuthSecret, parseHttpSettings, requiresAuth } from './http/http-settings.ts';
export { listMetadataPaths } from './http/paths.ts';
export type { SignatureVerifier } from './http/signed-request.ts';
export { createServerFactory } from './server.ts';
export type { McpServerContext } from './server-context.ts';
export { serveOverStdio } from './stdio.ts';
