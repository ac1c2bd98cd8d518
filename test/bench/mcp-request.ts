// A tools/list request with a token, as HTTP and as an event of API Gateway.
import { modernMessage } from '../mcp/raw-messages.ts';

const token = 'fake-token-of-the-bench';

/** The secret with the tokens of the endpoint. */
export const mcpSecret = JSON.stringify({ tokens: [{ name: 'bench', token, accounts: ['*'] }] });

/** The request. */
export const mcpRequest = modernMessage('tools/list', {}, { authorization: `Bearer ${token}` });

/** The same request as an event. */
export const createMcpEvent = (): object => ({
  rawPath: '/mcp',
  headers: {
    accept: 'application/json, text/event-stream',
    host: 'localhost',
    'content-type': 'application/json',
    ...mcpRequest.headers,
  },
  requestContext: { domainName: 'localhost', http: { method: 'POST', path: '/mcp' } },
  body: JSON.stringify(mcpRequest.body),
  isBase64Encoded: false,
});
