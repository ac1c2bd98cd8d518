// Sends raw messages of both protocol eras over HTTP, valid or not.

/** `_meta` of the modern era, in which each request names its revision. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** An HTTP response with its JSON parsed. */
export interface ParsedResponse {
  status: number;
  headers: Headers;
  /** The JSON of the body or of its server-sent event; undefined for an empty body. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts.
  body: any;
}

/** Options of `post`. */
export interface PostOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Posts a body: a string as it is, other values as JSON. */
export async function post(url: string, body: unknown, { headers = {}, signal }: PostOptions = {}): Promise<ParsedResponse> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  });
  return await parseResponse(response);
}

/** Reads a response to its end. */
export async function parseResponse(response: Response): Promise<ParsedResponse> {
  const text = await response.text();
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return { status: response.status, headers: response.headers, body: json === '' ? undefined : JSON.parse(json) };
}

/** The body of a request of the legacy era. */
export const legacyBody = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

/** A request body with its headers. */
export interface RequestMessage {
  body: object;
  headers: Record<string, string>;
}

/** A request of the modern era. */
export function modernMessage(
  method: string,
  params: { name?: string; uri?: string } & Record<string, unknown> = {},
  headers: Record<string, string> = {},
): RequestMessage {
  const name = params.name ?? params.uri;
  return {
    body: { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: envelope } },
    headers: {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(name !== undefined && { 'mcp-name': name }),
      ...headers,
    },
  };
}
