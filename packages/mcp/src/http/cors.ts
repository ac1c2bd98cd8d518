// What browsers need to let a known page call: its origin was checked before.

/** What clients of either era send. */
const sent = [
  'accept',
  'authorization',
  'content-type',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'mcp-session-id',
  'traceparent',
  'tracestate',
];

/** The answer to a browser that asks before it sends; undefined for all else. */
export function preflight({ method, headers }: Request): Response | undefined {
  if (method !== 'OPTIONS' || headers.get('origin') === null) return undefined;
  const allowed = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': sent.join(', '),
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers: allowed });
}

/** Lets the page that asked read the answer, and where to sign in. */
export function readable(response: Response, request: Request): Response {
  const origin = request.headers.get('origin');
  if (origin === null) return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-expose-headers', 'www-authenticate, retry-after');
  response.headers.append('vary', 'origin');
  return response;
}
