// MCP over HTTP as one web-standard function, for any host: paths, guards and the door in front of the protocol. It keeps no session.
import { clip, inert, LinekeeperError } from '@linekeeper/core';
import { createMcpHandler, isJsonContentType, type McpServerFactory } from '@modelcontextprotocol/server';
import type { Door } from './auth/authenticate.ts';
import { mcpPath, metadataAnswer, metadataPaths } from './auth/resource-metadata.ts';
import { preflight, readable } from './cors.ts';
import { type Guards, guarded } from './host-origin.ts';
import { jsonIn } from './request-body.ts';
import { notAllowed, notFound, refused } from './responses.ts';

export interface HttpServing {
  /** Makes a server for each request. */
  factory: McpServerFactory;
  /** Throws `config` or `unavailable` where nothing is known of who may come in: then nobody may. */
  door(): Door | Promise<Door>;
  guards: Guards;
  /** A line for whoever runs the server; never for a client. */
  log(line: string): void;
}

export function httpHandler({ factory, door, guards, log }: HttpServing): (request: Request) => Promise<Response> {
  const onerror = (error: Error) => log(`http: ${reasonOf(error)}`);
  const { fetch: serve } = createMcpHandler(factory, { onerror });
  const answer = async (request: Request, path: string): Promise<Response> => {
    const asked = preflight(request);
    if (asked !== undefined) return asked;
    if (path === mcpPath && request.method !== 'POST') return notAllowed('POST');
    const { oauth, enter } = await door();
    if (path !== mcpPath) return oauth === undefined ? notFound() : metadataAnswer(request, oauth);
    const authInfo = await enter(request);
    if (authInfo instanceof Response) return authInfo;
    const known = authInfo === undefined ? {} : { authInfo };
    // The SDK says what it takes, before anything is read.
    if (!isJsonContentType(request.headers.get('content-type'))) return await serve(request, known);
    const body = await jsonIn(request);
    if (!(body instanceof Response)) return await serve(request, { ...known, parsedBody: body.json });
    log(`http: rejected: a body with ${body.status}`);
    return body;
  };
  return async request => {
    const { pathname: path } = new URL(request.url);
    if (path === '/healthz') return request.method === 'GET' ? Response.json({ ok: true }) : notAllowed('GET');
    const refusal = guarded(request, guards);
    if (refusal !== undefined) return refusal;
    if (path !== mcpPath && !metadataPaths.includes(path)) return notFound();
    return readable(await answer(request, path).catch(thrown => closed(thrown)), request);
  };
}

/** The settings of the door cannot be read. Bugs of ours are the host's to answer. */
function closed(thrown: unknown): Response {
  if (thrown instanceof LinekeeperError) return refused(503, thrown);
  throw thrown;
}

/** The SDK's words for a refusal, without the sentence behind them, which repeats what the client sent. */
const reasonOf = ({ message }: Error): string => {
  const cell = /^Rejected [^(]*\(([\w-]+)\)/.exec(message)?.[1];
  return cell === undefined ? clip(inert(message.split(':', 1)[0] ?? ''), 60) : `rejected: ${cell}`;
};
