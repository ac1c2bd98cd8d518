// Lambda web function that serves `/mcp` as an HTTP server of its own: it streams, and answers several requests at once.
import { readTimeoutMs } from '@linekeeper/core/node';
import { createHttpServer } from '@linekeeper/mcp/node';
import { createMcpService } from './mcp-service.ts';
import { log, recordResponse } from './telemetry.ts';

/** Two seconds less than the timeout that the stack sets. */
const toolTimeoutMs = Math.min(58_000, readTimeoutMs(process.env, 25_000));

const handle = createMcpService(process.env, { toolTimeoutMs, supportsProgress: true, anyHost: true });

// The service waits until this address accepts connections: https://docs.aws.amazon.com/lambda/latest/dg/web-functions-nodejs.html
const [, host = '127.0.0.1', port = '8080'] = /^\[?(.*?)\]?:(\d+)$/.exec(process.env.AWS_LAMBDA_HTTP_ENDPOINT ?? '') ?? [];
createHttpServer(handleAndRecord, log).listen(Number(port), host);

/** The server answers what is thrown with 500. */
async function handleAndRecord(request: Request): Promise<Response> {
  try {
    const response = await handle(request, { address: getClientAddress(request) });
    recordResponse(response.status);
    return response;
  } catch (thrown) {
    recordResponse(500);
    throw thrown;
  }
}

/**
 * The address of the client. The service appends it as the last one; what stands before comes from the client, which may invent it:
 * https://docs.aws.amazon.com/lambda/latest/dg/web-functions-http.html
 */
const getClientAddress = ({ headers }: Request): string | undefined => headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
