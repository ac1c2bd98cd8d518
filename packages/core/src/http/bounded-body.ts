// Reads an HTTP body of limited size.

/** The bytes of a body, or the first `maxBytes` of a larger one. */
export interface BoundedBody {
  bytes: Uint8Array;
  isTruncated: boolean;
}

/** How a body is read. */
export interface BodyOptions {
  /** Where reading stops; `maxBytes` by default. A server reads on, since a client that is cut off while sending never reads the response. */
  maxReadBytes?: number | undefined;
  /** Called with each chunk as it arrives; reading ends with what it throws. */
  onChunk?: (chunk: Uint8Array) => void;
}

/** Reads a body to its end, and keeps at most `maxBytes`. Rejects as the body does. */
export async function readBoundedBody(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  { maxReadBytes = maxBytes, onChunk }: BodyOptions = {},
): Promise<BoundedBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    onChunk?.(chunk);
    if (size < maxBytes) chunks.push(chunk.subarray(0, maxBytes - size));
    size += chunk.byteLength;
    if (size > maxReadBytes) break;
  }
  return { bytes: concatBytes(chunks), isTruncated: size > maxBytes };
}

function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
