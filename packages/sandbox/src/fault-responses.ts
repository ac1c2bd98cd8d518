// How each fault looks on the wire: error statuses, HTML pages of a proxy, corrupt bodies and broken connections.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FakeProvider, type FakeRequest, type FakeResponse, jsonResponse } from './fake-provider.ts';
import type { Fault } from './faults.ts';

const errorPage = '<!DOCTYPE html>\n<html><head><title>503</title></head><body><h1>Service Temporarily Unavailable</h1></body></html>\n';
const htmlHeaders = { 'content-type': 'text/html; charset=utf-8' };
const chunkBytes = 64 * 1024;

/** The response that replaces the provider's; undefined for faults that corrupt the provider's response or the connection. */
export function replacementFor(fault: Fault, provider: FakeProvider, request: FakeRequest): FakeResponse | undefined {
  switch (fault.kind) {
    case 'status':
      return statusResponse(fault);
    case 'unavailable':
      return { status: 503, headers: htmlHeaders, body: errorPage };
    case 'html':
      return { status: 200, headers: htmlHeaders, body: errorPage.replaceAll('503', 'Welcome') };
    case 'empty':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '' };
    case 'redirect':
      return { status: 302, headers: { location: fault.location ?? `${provider.prefix}/moved` }, body: '' };
    case 'rate_limited':
    case 'day_limit':
    case 'internal':
    case 'ip_denied':
    case 'two_factor':
      return provider.toFaultResponse(fault, request);
    default:
      return undefined;
  }
}

function statusResponse(fault: Extract<Fault, { kind: 'status' }>): FakeResponse {
  const { status, headers = {}, body = '' } = fault;
  if (typeof body === 'string') return { status, headers, body };
  // The body came from JSON or from a literal in a test, so it can be encoded as JSON.
  return jsonResponse(status, JSON.parse(JSON.stringify(body)), headers);
}

/** Sends the response with its content length. */
export function sendResponse(response: ServerResponse, { status, headers, body: text }: FakeResponse): void {
  const body = Buffer.from(text);
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

/** Sends the provider's response with the fault applied; unchanged for faults that do not concern the transport. */
export async function corrupt(response: ServerResponse, fault: Fault, original: FakeResponse): Promise<void> {
  const body = Buffer.from(original.body);
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (fault.kind) {
    case 'reset':
      response.socket?.destroy();
      return;
    case 'cut':
      response.writeHead(original.status, { ...original.headers, 'content-length': body.length });
      response.write(half, () => response.socket?.destroy());
      return;
    case 'truncated_json':
      response.writeHead(original.status, { ...original.headers, 'content-length': half.length });
      response.end(half);
      return;
    case 'huge':
      return sendHugeBody(response, fault.bytes);
    default:
      sendResponse(response, original);
  }
}

/** Streams a JSON string of about `bytes` with back-pressure, until the client has read it or disconnects. */
async function sendHugeBody(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  await pipeline(Readable.from(hugeBodyChunks(bytes)), response);
}

function* hugeBodyChunks(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(chunkBytes, 'x');
  yield Buffer.from('{"padding":"');
  for (let remaining = bytes; remaining > 0; remaining -= chunk.length) {
    yield remaining < chunk.length ? chunk.subarray(0, remaining) : chunk;
  }
  yield Buffer.from('"}');
}
