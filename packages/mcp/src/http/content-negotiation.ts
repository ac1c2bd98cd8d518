// Response formats: JSON where the client accepts it, and an event stream for what only a stream can bring. The SDK demands that a client accepts both, but many accept one of them, or do not say.
import { isRecord } from '@linekeeper/core';
import { type AuthInfo, isLegacyRequest, type McpHttpHandler, type McpServerFactory } from '@modelcontextprotocol/server';
import { serveLegacyAsJson } from './legacy-json.ts';

const jsonType = 'application/json';
const streamType = 'text/event-stream';

/** Serves one message; `auth` is what the authenticator returned. */
export type MessageHandler = (request: Request, message: unknown, auth: { authInfo?: AuthInfo }) => Promise<Response>;

/** Creates the handler of messages, which were parsed before. `serve` is that of the SDK for the same factory. */
export function createMessageHandler(factory: McpServerFactory, serve: McpHttpHandler['fetch']): MessageHandler {
  return async (request, message, auth) => {
    const accepted = readAcceptedFormats(request.headers.get('accept'));
    // The SDK rejects it.
    if (!accepted.json && !accepted.stream) return await serve(request, { ...auth, parsedBody: message });
    const compatible = acceptBoth(request);
    if (accepted.stream && (!accepted.json || asksForNotices(message))) {
      const response = await serve(compatible, { ...auth, parsedBody: message });
      return accepted.json ? response : await toStreamResponse(response);
    }
    if (await isLegacyRequest(compatible, message)) return await serveLegacyAsJson(factory, compatible, message, auth);
    return await serve(compatible, { ...auth, parsedBody: withoutProgressToken(message) });
  };
}

/** A client that does not say accepts JSON. */
function readAcceptedFormats(accept: string | null): { json: boolean; stream: boolean } {
  const ranges = (accept ?? '').split(',').flatMap(entry => {
    const [range = '', ...parameters] = entry.split(';').map(part => part.trim().toLowerCase());
    return range === '' || parameters.some(parameter => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [range];
  });
  const acceptsOne = (...choices: readonly string[]) => ranges.some(range => choices.includes(range));
  return {
    json: (accept ?? '').trim() === '' || acceptsOne(jsonType, 'application/*', '*/*'),
    stream: acceptsOne(streamType, 'text/*'),
  };
}

/** True for a request whose notices come before its answer, or instead of one. */
const asksForNotices = (message: unknown): boolean =>
  isRecord(message) && (message.method === 'subscriptions/listen' || getMetadata(message)?.progressToken !== undefined);

const getMetadata = ({ params }: Record<string, unknown>): Record<string, unknown> | undefined =>
  isRecord(params) && isRecord(params._meta) ? params._meta : undefined;

/** With the token, the SDK would answer by an event stream, which the client does not accept. */
function withoutProgressToken(message: unknown): unknown {
  const metadata = isRecord(message) ? getMetadata(message) : undefined;
  if (!isRecord(message) || !isRecord(message.params) || metadata?.progressToken === undefined) return message;
  const { progressToken: _, ...rest } = metadata;
  return { ...message, params: { ...message.params, _meta: rest } };
}

/** The body has been read already, and is passed beside the request. */
function acceptBoth({ url, method, headers, signal }: Request): Request {
  const accepting = new Headers(headers);
  accepting.set('accept', `${jsonType}, ${streamType}`);
  return new Request(url, { method, headers: accepting, signal });
}

/** The SDK answers in JSON unless there are notices. */
async function toStreamResponse(response: Response): Promise<Response> {
  if (response.status !== 200 || !response.headers.get('content-type')?.startsWith(jsonType)) return response;
  const headers = { 'content-type': streamType, 'cache-control': 'no-cache' };
  return new Response(`event: message\ndata: ${await response.text()}\n\n`, { headers });
}
