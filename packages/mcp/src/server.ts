// The catalog as an MCP server, on any transport and in both eras. What is costly is made once; a server is made for every connection or request.

import { clip, inert } from '@linekeeper/core';
import { type McpRequestContext, McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type Caller, callerIn, owner } from './caller.ts';
import { completion } from './completion.ts';
import { serverIcons } from './icons.ts';
import { instructions } from './instructions.ts';
import { promptHandlers } from './prompts.ts';
import { resourceHandlers } from './resources/index.ts';
import type { Serving } from './server-context.ts';
import { toolHandlers } from './tools.ts';

const minutes = 60_000;

/** How long clients may keep what does not change while the server runs, in milliseconds. */
const lasting = { ttlMs: 5 * minutes, cacheScope: 'public' as const };

const options = {
  capabilities: {
    tools: { listChanged: false },
    resources: { listChanged: false, subscribe: false },
    prompts: { listChanged: false },
    completions: {},
    extensions: { 'io.modelcontextprotocol/ui': {} },
  },
  instructions,
  cacheHints: {
    'tools/list': lasting,
    'resources/list': lasting,
    'resources/templates/list': lasting,
    'prompts/list': lasting,
    'server/discover': { ...lasting, ttlMs: 60 * minutes },
    // What a resource tells is of this moment, and for this caller alone.
    'resources/read': { ttlMs: 0, cacheScope: 'private' as const },
  },
};

/** A factory of servers: each connection, or each request over HTTP, gets a new one. */
export function serverFactory(serving: Serving): (request: McpRequestContext) => McpServer {
  const info = { name: 'linekeeper', title: 'Linekeeper', version: serving.version, icons: serverIcons };
  const tools = toolHandlers(serving);
  const resources = resourceHandlers(serving);
  const prompts = promptHandlers();
  const complete = completion(serving, [...resources.templates, ...prompts.names]);
  return ({ authInfo }) => {
    const caller = callerIn(authInfo);
    const mcp = new McpServer(info, options);
    const { server } = mcp;
    const note = noteOf(caller, serving);
    server.setRequestHandler('tools/list', whole(tools.list));
    server.setRequestHandler('tools/call', ({ params }, context) => {
      note(`tools/call ${params.name}`);
      return tools.call(params, caller, context);
    });
    server.setRequestHandler('resources/list', whole(resources.list));
    server.setRequestHandler('resources/templates/list', whole(resources.listTemplates));
    server.setRequestHandler('resources/read', ({ params }, context) => {
      note(`resources/read ${/^\w+:\/\/\w+/.exec(params.uri)?.[0] ?? 'unknown'}`);
      return resources.read(params.uri, caller, context);
    });
    server.setRequestHandler('prompts/list', whole(prompts.list));
    server.setRequestHandler('prompts/get', ({ params }) => prompts.get(params.name, params.arguments));
    server.setRequestHandler('completion/complete', ({ params }) => complete(params, caller));
    return mcp;
  };
}

/** Whoever signed in is named in the log with what they asked for, never with the arguments. */
const noteOf =
  (caller: Caller, { log }: Serving) =>
  (what: string) => {
    if (caller !== owner) log(`mcp: ${caller.name}: ${clip(inert(what), 120)}`);
  };

/** Lists come whole: a cursor is none of ours. */
const whole =
  <T>(list: () => T) =>
  ({ params }: { params?: { cursor?: string | undefined } | undefined }): T => {
    if (params?.cursor !== undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This list comes whole; it has no such cursor.');
    return list();
  };
