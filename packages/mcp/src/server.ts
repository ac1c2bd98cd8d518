// The tool catalog as an MCP server, for any transport and protocol revision. Handlers are created once, a server for every connection or request.
import { stripControlCharacters, truncate } from '@linekeeper/core';
import { type McpRequestContext, McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type Caller, callerFrom, localCaller } from './caller.ts';
import { createCompletionHandler } from './completion.ts';
import { serverIcons } from './icons.ts';
import { createInstructions } from './instructions.ts';
import { createPromptHandlers } from './prompts.ts';
import { createResourceHandlers } from './resources/index.ts';
import type { McpServerContext } from './server-context.ts';
import { serveSkills, skillsExtension } from './skills/handlers.ts';
import { createToolHandlers } from './tools.ts';

const msPerMinute = 60_000;

/** For lists that do not change while the server runs. */
const staticCacheHint = { ttlMs: 5 * msPerMinute, cacheScope: 'public' as const };

const serverOptions = {
  capabilities: {
    tools: { listChanged: false },
    resources: { listChanged: false, subscribe: false },
    prompts: { listChanged: false },
    completions: {},
    extensions: { 'io.modelcontextprotocol/ui': {}, [skillsExtension]: {} },
  },
  cacheHints: {
    // The tools depend on the caller's accounts.
    'tools/list': { ...staticCacheHint, cacheScope: 'private' as const },
    'resources/list': staticCacheHint,
    'resources/templates/list': staticCacheHint,
    'prompts/list': staticCacheHint,
    'server/discover': { ...staticCacheHint, ttlMs: 60 * msPerMinute },
    // Resources are live data, and depend on the caller's access.
    'resources/read': { ttlMs: 0, cacheScope: 'private' as const },
  },
};

/** Returns a function that creates an MCP server for a connection, or for a request over HTTP. */
export function createServerFactory(serverContext: McpServerContext): (request: McpRequestContext) => McpServer {
  const info = { name: 'linekeeper', title: 'Linekeeper', version: serverContext.version, icons: serverIcons };
  const tools = createToolHandlers(serverContext);
  const resources = createResourceHandlers(serverContext);
  const prompts = createPromptHandlers();
  const options = { ...serverOptions, instructions: createInstructions(serverContext.answerForm) };
  const complete = createCompletionHandler(serverContext, [...resources.templates, ...prompts.names]);
  return ({ authInfo, requestInfo }) => {
    const caller = callerFrom(authInfo);
    const mcp = new McpServer(info, options);
    const { server } = mcp;
    const logRequest = createRequestLogger(caller, serverContext);
    server.setRequestHandler(
      'tools/list',
      withoutPagination(() => tools.list(caller, requestInfo)),
    );
    server.setRequestHandler('tools/call', ({ params }, requestContext) => {
      logRequest(`tools/call ${params.name}`);
      return tools.call(params, caller, requestContext);
    });
    server.setRequestHandler('resources/list', withoutPagination(resources.list));
    server.setRequestHandler('resources/templates/list', withoutPagination(resources.listTemplates));
    server.setRequestHandler('resources/read', ({ params }, requestContext) => {
      logRequest(`resources/read ${/^\w+:\/\/\w+/.exec(params.uri)?.[0] ?? 'unknown'}`);
      return resources.read(params.uri, caller, requestContext);
    });
    server.setRequestHandler('prompts/list', withoutPagination(prompts.list));
    server.setRequestHandler('prompts/get', ({ params }) => prompts.get(params.name, params.arguments));
    server.setRequestHandler('completion/complete', ({ params }) => complete(params, caller));
    serveSkills(mcp);
    return mcp;
  };
}

/** Logs the requests of authenticated callers by name; never their arguments. */
const createRequestLogger =
  (caller: Caller, { log }: McpServerContext) =>
  (request: string) => {
    if (caller !== localCaller) log(`mcp: ${caller.name}: ${truncate(stripControlCharacters(request), 120)}`);
  };

/** Handler of a list that is not paginated: rejects a cursor that is not empty. */
const withoutPagination =
  <T>(list: () => T) =>
  ({ params }: { params?: { cursor?: string | undefined } | undefined }): T => {
    if ((params?.cursor ?? '') !== '')
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This list is not paginated; omit the cursor.');
    return list();
  };
