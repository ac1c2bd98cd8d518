// CORS headers for browsers. The origin has been validated before.
import { answersHeader, toolsHeader } from './custom-headers.ts';

/** Request headers of both protocol eras. */
const allowedHeaders = [
  'accept',
  'authorization',
  'content-type',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'mcp-session-id',
  toolsHeader,
  answersHeader,
  'traceparent',
  'tracestate',
];

/** The response to a CORS preflight request; undefined for other requests. */
export function preflightResponse({ method, headers }: Request): Response | undefined {
  if (method !== 'OPTIONS' || headers.get('origin') === null) return undefined;
  const corsHeaders = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': allowedHeaders.join(', '),
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers: corsHeaders });
}

/** Lets the requesting page read the response and its authentication challenge. Changes the response's headers. */
export function withCorsHeaders(response: Response, request: Request): Response {
  const origin = request.headers.get('origin');
  if (origin === null) return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-expose-headers', 'www-authenticate, retry-after');
  response.headers.append('vary', 'origin');
  return response;
}
