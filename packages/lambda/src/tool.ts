// Lambda function for other bots, agents and gateways: takes a tool name and arguments, returns structured content or an error.
import { createJsonBudget, getTool, internalError, LinekeeperError } from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { tools } from '@linekeeper/questions';
import type { Context } from 'aws-lambda';
import { createAccountsSecret } from './accounts-secret.ts';
import { log } from './telemetry.ts';
import { parseToolEvent, type ToolRequest } from './tool-event.ts';

/** Kept free before the function's timeout, so that it can return what it has. */
const reserveMs = 2_000;

const { LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts' } = process.env;
const accounts = createAccountsSecret(LINEKEEPER_ACCOUNTS_SECRET);

/** Lambda entry point for direct invocations, Bedrock agents and AgentCore Gateway. Never throws: errors are returned as `{error}`. */
export const handler = async (event: unknown, context: Context): Promise<object> => {
  // A gateway spells it `custom`, the type definitions of the runtime `Custom`.
  const { custom, Custom }: { custom?: unknown; Custom?: unknown } = context.clientContext ?? {};
  const request = parseToolEvent(event, custom ?? Custom);
  const result = await runTool(request, context.getRemainingTimeInMillis() - reserveMs);
  return request?.toResponse(result) ?? result;
};

/** Returns errors as data, so that a program can read the code and the time to retry. */
async function runTool(request: ToolRequest | undefined, remainingMs: number): Promise<object> {
  try {
    if (request === undefined) throw new LinekeeperError('input', 'Give a tool and its arguments: {"tool": "list_lines", "input": {}}.');
    const tool = getTool(tools, request.tool);
    const at = systemClock.now() + Math.min(readTimeoutMs(process.env, remainingMs), remainingMs);
    const toolContext = { registry: await accounts.get(), deadline: { at }, budget: createJsonBudget() };
    return (await tool.run(request.parseInput(tool.inputSchema), toolContext)).content;
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
    return { error: error.toData() };
  }
}
