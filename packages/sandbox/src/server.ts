// The sandbox's HTTP server on loopback: routes requests to the fake providers, applies latency and faults, and closes at once.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { handleControlRequest } from './control-api.ts';
import { type FakeProvider, type FakeRequest, type FakeResponse, jsonResponse } from './fake-provider.ts';
import { corrupt, replacementFor, sendResponse } from './fault-responses.ts';
import type { FaultQueue } from './faults.ts';
import { recordRequest, type SandboxRequest } from './request-log.ts';

/** The state of a running sandbox. */
export interface SandboxServer {
  /** The providers, made when they are first asked for. */
  getProviders(): FakeProvider[];
  faults: FaultQueue;
  /** The request log, oldest first. */
  requests: SandboxRequest[];
  latencyMs: number;
  /** If true, the server does not keep the process alive. */
  unref: boolean;
  /** Aborted on close; ends pending delays. */
  shutdown: AbortController;
}

const maxBodyBytes = 1024 * 1024;
const keepAliveTimeoutMs = 60_000;

/** Reads a body to its end; undefined if it is larger than `maxBodyBytes`. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Without an encoding set, the stream yields buffers.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}

async function serveProvider(
  sandbox: SandboxServer,
  provider: FakeProvider,
  request: FakeRequest,
  response: ServerResponse,
): Promise<void> {
  const { operation } = recordRequest(sandbox.requests, provider, request);
  const fault = sandbox.faults.consume(provider.name, operation);
  const delayMs = sandbox.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
  if (delayMs > 0) await sleep(delayMs, undefined, { signal: sandbox.shutdown.signal, ref: !sandbox.unref });
  if (fault === undefined) return sendResponse(response, provider.handle(request));
  const replacement = replacementFor(fault, provider, request);
  if (replacement !== undefined) return sendResponse(response, replacement);
  const original = fault.kind === 'reset' || fault.kind === 'huge' ? { status: 200, body: '' } : provider.handle(request);
  await corrupt(response, fault, original);
}

async function handleRequest(sandbox: SandboxServer, message: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  const { pathname, searchParams } = new URL(message.url ?? '/', url);
  const body = await readBody(message);
  if (body === undefined) return sendResponse(response, jsonResponse(413, { error: 'too_large' }));
  const request: FakeRequest = { method: message.method ?? 'GET', path: pathname, query: searchParams, headers: message.headers, body };
  const provider = sandbox.getProviders().find(({ prefix }) => pathname === prefix || pathname.startsWith(`${prefix}/`));
  if (provider !== undefined) {
    return serveProvider(sandbox, provider, { ...request, path: pathname.slice(provider.prefix.length) }, response);
  }
  const urls = sandbox.getProviders().map(({ name, prefix }) => `${name.padEnd(9)} ${url}${prefix}`);
  sendResponse(response, handleControlRequest(request, sandbox.faults, sandbox.requests, urls));
}

/** An exception in a fake provider would leave the client waiting; a 500 response makes it visible in the test. */
function internalErrorResponse(error: unknown): FakeResponse {
  return jsonResponse(500, { error: 'sandbox_bug', message: error instanceof Error ? error.message : String(error) });
}

/** Starts the server; port 0 picks a free port. Rejects with Node's error, for example EADDRINUSE. */
export async function listen(sandbox: SandboxServer, host: string, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs });
  server.listen(port, host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  // A TCP server that listens has an address of this shape.
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  server.on('request', (message, response) => {
    handleRequest(sandbox, message, response, url).catch((error: unknown) => {
      const canRespond = !response.headersSent && !response.destroyed && !sandbox.shutdown.signal.aborted;
      if (canRespond) sendResponse(response, internalErrorResponse(error));
      else response.destroy();
    });
  });
  if (sandbox.unref) {
    server.unref();
    server.on('connection', socket => socket.unref());
  }
  return { server, url };
}

/** Closes the server at once: pending requests and open connections are cut. */
export async function closeServer(sandbox: SandboxServer, server: Server): Promise<void> {
  sandbox.shutdown.abort();
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
