// Tools: the catalog as it is listed, and a call with its outcome or an error of the contract.
import { inertJson, internalError, LinekeeperError, longestAnswer, type Outcome, quoted, type Tool } from '@linekeeper/core';
import {
  type CallToolRequestParams,
  type CallToolResult,
  type ListToolsResult,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { type Caller, directoryFor } from './caller.ts';
import { progressOf } from './progress.ts';
import type { Serving } from './server-context.ts';
import { describedTool } from './tool-listing.ts';

export function toolHandlers(serving: Serving) {
  const listed = { tools: serving.tools.map(describedTool) };
  const byName = new Map(serving.tools.map(tool => [tool.name, tool]));
  return {
    list: (): ListToolsResult => listed,
    call({ name, arguments: input }: CallToolRequestParams, caller: Caller, context: ServerContext): Promise<CallToolResult> {
      const tool = byName.get(name);
      if (tool === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${quoted(name)}.`);
      return answer(tool, input ?? {}, { serving, caller, context });
    },
  };
}

interface Asked {
  serving: Serving;
  caller: Caller;
  context: ServerContext;
}

async function answer(tool: Tool, input: unknown, { serving, caller, context }: Asked): Promise<CallToolResult> {
  const { clock, callTime, log } = serving;
  try {
    const deadline = { at: clock.now() + callTime, signal: context.mcpReq.signal };
    const directory = await directoryFor(caller, serving);
    const onProgress = progressOf(context, serving);
    return resultOf(await tool.run(input, { directory, deadline, characters: longestAnswer, onProgress }));
  } catch (thrown) {
    return errorResult(thrown instanceof LinekeeperError ? thrown : internalError(thrown, log));
  }
}

function resultOf({ content }: Outcome): CallToolResult {
  return { content: [{ type: 'text', text: inertJson(content) }], structuredContent: content };
}

/** No structured content: clients of the older SDK would check it against the output schema, and throw. */
function errorResult(error: LinekeeperError): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: error.sentence }], _meta: { 'linekeeper/error': error.toData() } };
}
