// Response formats: the SDK demands that a client accepts JSON and event streams, but many clients accept one of them, or do not say.

const jsonType = 'application/json';
const streamType = 'text/event-stream';

/** Serves a request in the format that its client accepts. `streams` keeps an event stream, whose messages never end, as it is. */
export async function negotiateFormat(
  request: Request,
  serve: (request: Request) => Promise<Response>,
  streams: boolean,
): Promise<Response> {
  const format = readFormat(request.headers.get('accept'));
  if (format === undefined) return await serve(request);
  const response = await serve(acceptBoth(request));
  const type = response.headers.get('content-type') ?? '';
  if (format === 'json' && type.startsWith(streamType) && !streams) return await toJsonResponse(response);
  if (format === 'stream' && type.startsWith(jsonType) && response.status === 200) return toStreamResponse(await response.text());
  return response;
}

/** Undefined for a client that accepts both, which chooses nothing, or neither, which the SDK rejects. */
function readFormat(accept: string | null): 'json' | 'stream' | undefined {
  const ranges = (accept ?? '').split(',').flatMap(entry => {
    const [range = '', ...parameters] = entry.split(';').map(part => part.trim().toLowerCase());
    return range === '' || parameters.some(parameter => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [range];
  });
  if (ranges.includes(jsonType) && ranges.includes(streamType)) return undefined;
  if ((accept ?? '').trim() === '' || ranges.some(range => range === jsonType || range === 'application/*' || range === '*/*'))
    return 'json';
  return ranges.some(range => range === streamType || range === 'text/*') ? 'stream' : undefined;
}

/** The body has been read already, and is passed beside the request. */
function acceptBoth({ url, method, headers, signal }: Request): Request {
  const accepting = new Headers(headers);
  accepting.set('accept', `${jsonType}, ${streamType}`);
  return new Request(url, { method, headers: accepting, signal });
}

/** The message that answers the request; notices of progress before it are dropped. */
async function toJsonResponse(response: Response): Promise<Response> {
  const messages = [...(await response.text()).matchAll(/^data: ?(.+)$/gm)].map(([, data = '']) => data);
  const answer = messages.findLast(isAnswer);
  const headers = { 'content-type': jsonType };
  return answer === undefined ? new Response(null, { status: 202 }) : new Response(answer, { headers });
}

/** The beginning of an answer as the SDK writes it: a long answer need not be parsed to be told from a notice. */
const answerHead = /^\{(?:"jsonrpc":"2\.0",|"id":(?:\d+|"[^"\\]*"),)*"(?:result|error)":/;

function isAnswer(data: string): boolean {
  if (answerHead.test(data)) return true;
  const message: unknown = JSON.parse(data);
  return typeof message === 'object' && message !== null && ('result' in message || 'error' in message);
}

const toStreamResponse = (json: string): Response =>
  new Response(`event: message\ndata: ${json}\n\n`, { headers: { 'content-type': streamType, 'cache-control': 'no-cache' } });
