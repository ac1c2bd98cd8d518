// One HTTP server on loopback that plays all three providers: routing, waiting, faults, and an end without delay.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { control } from './control-api.ts';
import { type Answer, type Ask, json, type StandIn } from './fake-provider.ts';
import { instead, send, spoil } from './fault-responses.ts';
import type { FaultQueue } from './faults.ts';
import { record, type SandboxRequest } from './request-log.ts';

export interface House {
  standIns: StandIn[];
  faults: FaultQueue;
  requests: SandboxRequest[];
  latencyMs: number;
  unref: boolean;
  closing: AbortController;
}

const maxBody = 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Without an encoding set, a request yields buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  return size <= maxBody ? Buffer.concat(chunks).toString('utf8') : undefined;
}

async function play(house: House, standIn: StandIn, ask: Ask, response: ServerResponse): Promise<void> {
  const { operation } = record(house.requests, standIn, ask);
  const fault = house.faults.take(standIn.provider, operation);
  const wait = house.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
  if (wait > 0) await sleep(wait, undefined, { signal: house.closing.signal, ref: !house.unref });
  if (fault === undefined) return send(response, standIn.answer(ask));
  const other = instead(fault, standIn, ask);
  if (other !== undefined) return send(response, other);
  await spoil(response, fault, fault.kind === 'reset' || fault.kind === 'huge' ? { status: 200, body: '' } : standIn.answer(ask));
}

async function handle(house: House, request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  const body = await readBody(request);
  if (body === undefined) return send(response, json(413, { error: 'too_large' }));
  const ask: Ask = { method: request.method ?? 'GET', path: pathname, query: searchParams, headers: request.headers, body };
  const standIn = house.standIns.find(({ prefix }) => pathname === prefix || pathname.startsWith(`${prefix}/`));
  if (standIn !== undefined) return play(house, standIn, { ...ask, path: pathname.slice(standIn.prefix.length) }, response);
  const urls = house.standIns.map(({ provider, prefix }) => `${provider.padEnd(9)} ${url}${prefix}`);
  send(response, control(ask, house.faults, house.requests, urls));
}

/** A stand-in that throws would hang its caller; an answer of 500 shows up in the test instead. */
function broken(error: unknown): Answer {
  return json(500, { error: 'sandbox_bug', message: error instanceof Error ? error.message : String(error) });
}

export async function listen(house: House, host: string, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer({ keepAliveTimeout: 60_000 });
  server.listen(port, host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  // A TCP server that listens has an address of this shape.
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  server.on('request', (request, response) => {
    handle(house, request, response, url).catch((error: unknown) => {
      if (!response.headersSent && !response.destroyed && !house.closing.signal.aborted) send(response, broken(error));
      else response.destroy();
    });
  });
  if (house.unref) {
    server.unref();
    server.on('connection', socket => socket.unref());
  }
  return { server, url };
}

export async function shut(house: House, server: Server): Promise<void> {
  house.closing.abort();
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
