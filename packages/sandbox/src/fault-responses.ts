// How a fault looks on the wire: statuses, pages of a proxy, broken bodies and broken connections.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Answer, type Ask, json, type StandIn } from './fake-provider.ts';
import type { Fault } from './faults.ts';

const page = '<!DOCTYPE html>\n<html><head><title>503</title></head><body><h1>Service Temporarily Unavailable</h1></body></html>\n';
const htmlType = { 'content-type': 'text/html; charset=utf-8' };

/** The answer that a fault gives instead of the true one; undefined where it spoils the true one or the connection. */
export function instead(fault: Fault, standIn: StandIn, ask: Ask): Answer | undefined {
  switch (fault.kind) {
    case 'status':
      return chosen(fault);
    case 'unavailable':
      return { status: 503, headers: htmlType, body: page };
    case 'html':
      return { status: 200, headers: htmlType, body: page.replaceAll('503', 'Welcome') };
    case 'empty':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '' };
    case 'redirect':
      return { status: 302, headers: { location: fault.location ?? `${standIn.prefix}/moved` }, body: '' };
    case 'rate_limited':
    case 'day_limit':
    case 'internal':
    case 'ip_denied':
    case 'two_factor':
      return standIn.refusal(fault, ask);
    default:
      return undefined;
  }
}

function chosen(fault: Extract<Fault, { kind: 'status' }>): Answer {
  const { status, headers = {}, body = '' } = fault;
  if (typeof body === 'string') return { status, headers, body };
  // What came from JSON or was written as a literal goes out as JSON.
  return json(status, JSON.parse(JSON.stringify(body)), headers);
}

export function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.end(body);
}

/** Sends the true answer, spoilt as the fault says. */
export async function spoil(response: ServerResponse, fault: Fault, answer: Answer): Promise<void> {
  const body = Buffer.from(answer.body);
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (fault.kind) {
    case 'reset':
      response.socket?.destroy();
      return;
    case 'cut':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
      response.write(half, () => response.socket?.destroy());
      return;
    case 'truncated_json':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': half.length });
      response.end(half);
      return;
    case 'huge':
      return flood(response, fault.bytes);
    default:
      send(response, answer);
  }
}

/** One JSON string of about `bytes`, written no faster than it is read; a reader who leaves ends it. */
async function flood(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  await pipeline(Readable.from(padding(bytes)), response);
}

function* padding(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  yield Buffer.from('{"padding":"');
  for (let left = bytes; left > 0; left -= chunk.length) yield left < chunk.length ? chunk.subarray(0, left) : chunk;
  yield Buffer.from('"}');
}
