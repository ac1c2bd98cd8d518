// The protected-resource metadata (RFC 9728): where a client finds the issuer whose tokens are taken here.
import { isLoopback } from '@linekeeper/core';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import { notAllowed } from '../responses.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** The one path of the protocol. */
export const mcpPath = '/mcp';

const wellKnown = '/.well-known/oauth-protected-resource';

/** By the RFC with the resource's path behind it; some clients look without. */
export const metadataPaths: readonly string[] = [`${wellKnown}${mcpPath}`, wellKnown];

/** Where the metadata is, as a challenge names it. */
export const metadataUrl = (request: Request): string => getOAuthProtectedResourceMetadataUrl(resourceOf(request));

export function metadataAnswer(request: Request, { issuer, scopes }: OAuthSettings): Response {
  if (request.method !== 'GET') return notAllowed('GET');
  const document = {
    resource: resourceOf(request).href,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    resource_name: 'Linekeeper',
    ...(scopes.length > 0 && { scopes_supported: scopes }),
  };
  return Response.json(document, { headers: { 'cache-control': 'max-age=300', vary: 'host' } });
}

/** By the Host, which was checked before; a target may name another. What ends TLS in front of this server leaves the name. */
function resourceOf({ headers }: Request): URL {
  const { hostname, host } = new URL(`http://${headers.get('host')}`);
  return new URL(`${isLoopback(hostname) ? 'http' : 'https'}://${host}${mcpPath}`);
}
