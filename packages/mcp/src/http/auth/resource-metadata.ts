// Protected resource metadata (RFC 9728): tells clients which issuer's tokens this server accepts.
import { isLoopback } from '@linekeeper/core';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import { methodNotAllowedResponse } from '../responses.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** Path of the MCP endpoint. */
export const mcpPath = '/mcp';

const wellKnownPath = '/.well-known/oauth-protected-resource';

/** RFC 9728 appends the resource's path; some clients request the metadata without it. */
export const metadataPaths: readonly string[] = [`${wellKnownPath}${mcpPath}`, wellKnownPath];

/** URL of the metadata, for the `resource_metadata` parameter of a challenge. */
export const getMetadataUrl = (request: Request): string => getOAuthProtectedResourceMetadataUrl(getResourceUrl(request));

/** The metadata document; 405 for methods other than GET. */
export function metadataResponse(request: Request, { issuer, scopes }: OAuthSettings): Response {
  if (request.method !== 'GET') return methodNotAllowedResponse('GET');
  const document = {
    resource: getResourceUrl(request).href,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    resource_name: 'Linekeeper',
    ...(scopes.length > 0 && { scopes_supported: scopes }),
  };
  return Response.json(document, { headers: { 'cache-control': 'max-age=300', vary: 'host' } });
}

/** From the Host header, which has been validated; an absolute request target could name another host. A TLS proxy in front must preserve the Host. */
function getResourceUrl({ headers }: Request): URL {
  const { hostname, host } = new URL(`http://${headers.get('host')}`);
  return new URL(`${isLoopback(hostname) ? 'http' : 'https'}://${host}${mcpPath}`);
}
