// Raw messages to a server over HTTP: what a client of either era would send, and what must not be sent.

/** Of the era of envelopes: each request names its revision itself. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

export interface Answer {
  status: number;
  headers: Headers;
  /** The JSON of the body, also where it came as an event; undefined where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came; each test says what it must be.
  body: any;
}

export interface Sending {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Posts a body, JSON or not. */
export async function post(url: string, body: unknown, { headers = {}, signal }: Sending = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  });
  return await answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return { status: response.status, headers: response.headers, body: json === '' ? undefined : JSON.parse(json) };
}

/** A request of the older era. */
export const older = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

/** What is sent: a body with its headers. */
export interface Message {
  body: object;
  headers: Record<string, string>;
}

/** A request of the newer era. */
export function modern(
  method: string,
  params: { name?: string; uri?: string } & Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Message {
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
