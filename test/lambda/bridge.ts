// An HTTP server in front of a built function that converts requests to events and results to responses, like API Gateway.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LambdaFunction } from './functions.ts';

/** A running bridge. */
export interface HttpBridge {
  /** The URL of `/mcp`. */
  url: string;
  close(): void;
}

/** Starts a bridge to the function on a free port. */
export async function startHttpBridge({ invoke }: LambdaFunction): Promise<HttpBridge> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const event = {
      version: '2.0',
      rawPath: path,
      rawQueryString: query,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')])),
      requestContext: { domainName: request.headers.host ?? '', http: { method: request.method, path } },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks).toString('base64') }),
      isBase64Encoded: chunks.length > 0,
    };
    const { statusCode, headers, body } = await invoke(event);
    response.writeHead(statusCode, headers).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // A listening server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/mcp`, close };
}
