// The body of a request, read to its end: whoever is cut off while sending does not read the answer, and loses the connection for the next call.

/** Bytes; more are read and forgotten, but not without end. */
const largestBody = 1024 * 1024;
const mostRead = 32 * largestBody;

/** The JSON of one message; or the answer to a body that is too large, cut off, no JSON, or a batch. */
export async function jsonIn(request: Request): Promise<{ json: unknown } | Response> {
  const text = await textIn(request).catch(() => '');
  if (text === undefined) return refusal(413, -32_000, `The request is larger than ${largestBody} bytes.`);
  try {
    const json: unknown = JSON.parse(text);
    // Batches were gone with 2025-06-18: one would be a hundred calls in the place of one.
    return Array.isArray(json) ? refusal(400, -32_600, 'A batch is not taken: send one message in each request.') : { json };
  } catch {
    return refusal(400, -32_700, 'Parse error: the request is no JSON.');
  }
}

async function textIn({ body }: Request): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > mostRead) break;
    if (size <= largestBody) text += decoder.decode(chunk, { stream: true });
  }
  return size > largestBody ? undefined : text + decoder.decode();
}

const refusal = (status: number, code: number, message: string): Response =>
  Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status });
