// Handlers of `tools/list` and `tools/call`.
import {
  createJsonBudget,
  findTool,
  internalError,
  LinekeeperError,
  lazy,
  parseAnswerForm,
  quoteValue,
  selectAccountTools,
  selectNamedTools,
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
import { getBlockLimits, readsBlocks } from './block-support.ts';
import { type Caller, getPermittedRegistry } from './caller.ts';
import { answersHeader, toolsHeader } from './http/custom-headers.ts';
import { createProgressReporter } from './progress.ts';
import type { McpServerContext } from './server-context.ts';
import { toToolDefinition } from './tool-listing.ts';

/** `call` throws `ProtocolError` for a tool that is not listed for the caller; all other errors become results with `isError`. */
export function createToolHandlers(serverContext: McpServerContext) {
  const defer = (hasBlocks: boolean) => lazy(() => new Map(serverContext.tools.map(tool => [tool, toToolDefinition(tool, hasBlocks)])));
  const getDefinitions = defer(false);
  const getDefinitionsWithBlocks = defer(serverContext.blocks !== undefined);
  return {
    async list(caller: Caller, request?: Request): Promise<ListToolsResult> {
      const definitions = caller.isSlackbot ? getDefinitionsWithBlocks() : getDefinitions();
      return { tools: (await listPermittedTools(caller, request, serverContext)).flatMap(tool => definitions.get(tool) ?? []) };
    },
    async call({ name, arguments: input }: CallToolRequestParams, caller: Caller, requestContext: RequestContext): Promise<CallToolResult> {
      const tool = findTool(await listPermittedTools(caller, requestContext.http?.req, serverContext), name);
      if (tool === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool ${quoteValue(name)}.`);
      return await runTool(tool, input ?? {}, { serverContext, caller, requestContext });
    },
  };
}

/** The tools for the caller's accounts, and of those that the request names. Accounts that cannot be read are reported by the tools themselves: all are listed. */
async function listPermittedTools(caller: Caller, request: Request | undefined, serverContext: McpServerContext): Promise<readonly Tool[]> {
  const named = selectRequestedTools(serverContext.tools, request);
  try {
    return selectAccountTools(named, await getPermittedRegistry(caller, serverContext));
  } catch {
    return named;
  }
}

/** Throws `ProtocolError` for a name that is neither a tool of this server nor a group. */
function selectRequestedTools(tools: readonly Tool[], request: Request | undefined): readonly Tool[] {
  try {
    return selectNamedTools(tools, request?.headers.get(toolsHeader) ?? undefined, { setting: 'X-Linekeeper-Tools', code: 'input' });
  } catch (thrown) {
    throw thrown instanceof LinekeeperError ? new ProtocolError(ProtocolErrorCode.InvalidParams, thrown.message) : thrown;
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
    const registry = await getPermittedRegistry(caller, serverContext);
    const onProgress = createProgressReporter(requestContext, serverContext);
    const blocks = readsBlocks(caller, requestContext) ? serverContext.blocks : undefined;
    const limits = blocks === undefined ? { budget: createJsonBudget() } : getBlockLimits(blocks, tool, input);
    const chosenForm = parseAnswerForm(requestContext.http?.req?.headers.get(answersHeader) ?? undefined, 'X-Linekeeper-Answers', 'input');
    const answerForm = chosenForm ?? serverContext.answerForm;
    const result = await tool.run(input, { registry, deadline, onProgress, answerForm, ...limits });
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
