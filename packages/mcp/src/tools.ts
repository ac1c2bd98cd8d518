// Handlers of `tools/list` and `tools/call`.
import {
  createJsonBudget,
  findTool,
  internalError,
  LinekeeperError,
  listToolsFor,
  quoteValue,
  type Tool,
  type ToolResult,
  toSafeJson,
} from '@linekeeper/core';
import {
  type CallToolRequestParams,
  type CallToolResult,
  type ListToolsResult,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext as RequestContext,
} from '@modelcontextprotocol/server';
import { type Caller, getPermittedAccounts } from './caller.ts';
import { createProgressReporter } from './progress.ts';
import { getBlockLimits, readsBlocks } from './reads-blocks.ts';
import type { McpServerContext } from './server-context.ts';
import { toToolDefinition } from './tool-listing.ts';

/** `call` throws `ProtocolError` for a tool that is not listed for the caller; all other errors become results with `isError`. */
export function createToolHandlers(serverContext: McpServerContext) {
  const toDefinitions = (hasBlocks: boolean) => new Map(serverContext.tools.map(tool => [tool, toToolDefinition(tool, hasBlocks)]));
  const definitions = toDefinitions(false);
  const definitionsWithBlocks = toDefinitions(serverContext.blocks !== undefined);
  return {
    list: async (caller: Caller): Promise<ListToolsResult> => ({
      tools: (await listTools(caller, serverContext)).flatMap(
        tool => (caller.isSlackbot ? definitionsWithBlocks : definitions).get(tool) ?? [],
      ),
    }),
    async call({ name, arguments: input }: CallToolRequestParams, caller: Caller, requestContext: RequestContext): Promise<CallToolResult> {
      const tool = findTool(await listTools(caller, serverContext), name);
      if (tool === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool ${quoteValue(name)}.`);
      return await runTool(tool, input ?? {}, { serverContext, caller, requestContext });
    },
  };
}

/** The tools for the caller's accounts. Accounts that cannot be read are reported by the tools themselves: all are listed. */
async function listTools(caller: Caller, serverContext: McpServerContext): Promise<readonly Tool[]> {
  try {
    return listToolsFor(serverContext.tools, await getPermittedAccounts(caller, serverContext));
  } catch {
    return serverContext.tools;
  }
}

interface ToolCallContext {
  serverContext: McpServerContext;
  caller: Caller;
  requestContext: RequestContext;
}

async function runTool(
  tool: Tool,
  input: Record<string, unknown>,
  { serverContext, caller, requestContext }: ToolCallContext,
): Promise<CallToolResult> {
  const { clock, toolTimeoutMs, log } = serverContext;
  try {
    const deadline = { at: clock.now() + toolTimeoutMs, signal: requestContext.mcpReq.signal };
    const registry = await getPermittedAccounts(caller, serverContext);
    const onProgress = createProgressReporter(requestContext, serverContext);
    const blocks = readsBlocks(caller, requestContext) ? serverContext.blocks : undefined;
    const limits = blocks === undefined ? { budget: createJsonBudget() } : getBlockLimits(blocks, tool, input);
    const result = await tool.run(input, { registry, deadline, onProgress, ...limits });
    return {
      ...toCallToolResult(result),
      ...(blocks !== undefined && { _meta: { slack: { blocks: blocks.render({ tool, input, result }) } } }),
    };
  } catch (thrown) {
    return toErrorResult(thrown instanceof LinekeeperError ? thrown : internalError(thrown, log));
  }
}

function toCallToolResult({ content }: ToolResult): CallToolResult {
  return { content: [{ type: 'text', text: toSafeJson(content) }], structuredContent: content };
}

/** Without structured content: clients of the v1 SDK would validate it against the output schema, and throw. */
function toErrorResult(error: LinekeeperError): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: error.displayMessage }], _meta: { 'linekeeper/error': error.toData() } };
}
