// Converts between API Gateway HTTP API events (payload format 2.0) and requests and responses.
import type { RawRequest, RawResponse } from '@linekeeper/slack/ack';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** The event as plain data: header names in lower case, the body as raw bytes. */
export function toRawRequest({ rawPath, headers, body = '', isBase64Encoded, requestContext }: APIGatewayProxyEventV2): RawRequest {
  return {
    method: requestContext.http.method,
    path: rawPath,
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
