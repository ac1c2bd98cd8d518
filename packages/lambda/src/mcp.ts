// Lambda function behind `/mcp` of the HTTP API: MCP over HTTP, stateless except for cached accounts, signing keys and connections.
import { readTimeoutMs } from '@linekeeper/core/node';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { fromWebResponse, getBasePath, toWebRequest } from './api-gateway.ts';
import { createMcpService } from './mcp-service.ts';

/** An API Gateway HTTP API times out after 30 seconds, and does not stream. */
const toolTimeoutMs = Math.min(25_000, readTimeoutMs(process.env, 25_000));

const handle = createMcpService(process.env, { toolTimeoutMs, supportsProgress: false });

/** Lambda entry point for API Gateway HTTP API events. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = toWebRequest(event);
  if (request === undefined) return { statusCode: 400 };
  return await fromWebResponse(await handle(request, { basePath: getBasePath(event), address: event.requestContext.http.sourceIp }));
};
