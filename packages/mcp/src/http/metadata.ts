// The protected-resource metadata (RFC 9728): where a client finds the issuer whose tokens are taken here.
import { isLoopback } from '@linekeeper/core';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import { notAllowed } from './answers.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** The one path of the protocol. */
export const mcpPath = '/mcp';

const wellKnown = '/.well-known/oauth-protected-resource';

/** By the RFC with the resource's path behind it; some clients look without. */
export const metadataPaths: readonly string[] = [`${wellKnown}${mcpPath}`, wellKnown];

/** Where the metadata is, as a challenge names it. */
export const metadataUrl = (request: Request): string => getOAuthProtectedResourceMetadataUrl(resourceOf(request));

/** Any page may read it: it holds nothing but names. */
export function metadataAnswer(request: Request, { issuer, scopes }: OAuthSettings): Response {
  if (request.method !== 'GET') return notAllowed('GET');
  const document = {
    resource: resourceOf(request).href,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    resource_name: 'Linekeeper',
    ...(scopes.length > 0 && { scopes_supported: scopes }),
  };
  return Response.json(document, { headers: { 'access-control-allow-origin': '*', 'cache-control': 'max-age=300' } });
}

/** The address by which the caller came, which was checked before. What ends TLS in front of this server leaves the name. */
function resourceOf({ url }: Request): URL {
  const { hostname, host } = new URL(url);
  return new URL(`${isLoopback(hostname) ? 'http' : 'https'}://${host}${mcpPath}`);
}
