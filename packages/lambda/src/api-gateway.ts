// Converts between API Gateway HTTP API events (payload format 2.0) and requests and responses.
import type { RawRequest, RawResponse } from '@linekeeper/slack/ack';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What API Gateway puts before the path of a route: the stage, unless it is `$default`, or the base path of a custom domain; else empty. */
export function getBasePath({ rawPath, routeKey, requestContext }: APIGatewayProxyEventV2): string {
  const route = routeKey?.split(' ')[1] ?? '';
  if (route !== '' && !route.includes('{')) return rawPath.endsWith(route) ? rawPath.slice(0, -route.length) : '';
  const stage = `/${requestContext.stage}`;
  return rawPath.startsWith(`${stage}/`) ? stage : '';
}

/** The path below which the routes themselves lie: that of the public address, without a slash at its end. */
export const readBasePath = ({ LINEKEEPER_HTTP_URL: url = '' }: NodeJS.ProcessEnv): string =>
  URL.canParse(url) ? new URL(url).pathname.replace(/(?<!\/)\/+$/, '') : '';

/** The event as plain data: header names in lower case, the path of the route below `basePath`, the body as raw bytes. */
export function toRawRequest(event: APIGatewayProxyEventV2, basePath = ''): RawRequest {
  const { rawPath, headers, body = '', isBase64Encoded, requestContext } = event;
  const path = rawPath.slice(getBasePath(event).length);
  return {
    method: requestContext.http.method,
    path: path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** The function result for a response of Slack's acknowledging side. */
export const fromRawResponse = ({ status, headers, body }: RawResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers },
  body,
});

/** The event as a web-standard request; undefined if its method, headers or path are invalid there, for example the method TRACE. */
export function toWebRequest(event: APIGatewayProxyEventV2): Request | undefined {
  const { method, path, headers, body } = toRawRequest(event);
  const definedHeaders = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(`https://${event.requestContext.domainName}${path}`, {
      method,
      headers: definedHeaders,
      ...(hasBody && { body: Buffer.from(body) }),
    });
  } catch {
    return undefined;
  }
}

/** The function result for a web-standard response, whose body is read to its end. */
export const fromWebResponse = async (response: Response): Promise<APIGatewayProxyStructuredResultV2> => ({
  statusCode: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
});
