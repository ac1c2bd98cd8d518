// A request as API Gateway's HTTP API (payload 2.0) hands it over, and an answer as it takes it.
import type { Incoming, Reply } from '@linekeeper/slack/ack';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export function requestIn({ rawPath, headers, body = '', isBase64Encoded, requestContext }: APIGatewayProxyEventV2): Incoming {
  return {
    method: requestContext.http.method,
    path: rawPath,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

export const resultOf = ({ status, headers, body }: Reply): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers },
  body,
});

/** The same as a web-standard request; undefined where a method, a header or a path is none that such a request may have. */
export function webRequestIn(event: APIGatewayProxyEventV2): Request | undefined {
  const { method, path, headers, body } = requestIn(event);
  const sent = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(`https://${event.requestContext.domainName}${path}`, {
      method,
      headers: sent,
      ...(hasBody && { body: Buffer.from(body) }),
    });
  } catch {
    return undefined;
  }
}

export const webResultOf = async (response: Response): Promise<APIGatewayProxyStructuredResultV2> => ({
  statusCode: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
});
