// Protected resource metadata (RFC 9728): tells clients which issuer's tokens this server accepts.
import { mcpPath, wellKnownPath } from '../paths.ts';
import { methodNotAllowedResponse } from '../responses.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** URL of the metadata, for the `resource_metadata` parameter of a challenge. It lies below the base path: a proxy may pass on no other. */
export const getMetadataUrl = (serverUrl: string): string => `${serverUrl}${wellKnownPath}${mcpPath}`;

/** The metadata document; 405 for methods other than GET. */
export function metadataResponse(request: Request, serverUrl: string, { issuer, scopes }: OAuthSettings): Response {
  if (request.method !== 'GET') return methodNotAllowedResponse('GET');
  const document = {
    resource: `${serverUrl}${mcpPath}`,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    resource_name: 'Linekeeper',
    ...(scopes.length > 0 && { scopes_supported: scopes }),
  };
  return Response.json(document, { headers: { 'cache-control': 'max-age=300', vary: 'host, x-forwarded-host' } });
}
