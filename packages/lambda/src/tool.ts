// Lambda function for other bots, agents and gateways: takes a tool name and arguments, returns structured content or an error.
import {
  createJsonBudget,
  getTool,
  internalError,
  LinekeeperError,
  restrictAccounts,
  selectConfiguredTools,
  splitEntries,
} from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import type { Context } from 'aws-lambda';
import { createAccountsSecret } from './accounts-secret.ts';
import { createHistory, listDeployedTools } from './history.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { log } from './telemetry.ts';
import { parseToolEvent, type ToolRequest } from './tool-event.ts';

/** Kept free before the function's timeout, so that it can return what it has. */
const reserveMs = 2_000;

const { LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts', LINEKEEPER_TOOL_ACCOUNTS } = process.env;

/** The accounts that callers of this function may use; all by default. */
const allowedAccounts = LINEKEEPER_TOOL_ACCOUNTS ? splitEntries(LINEKEEPER_TOOL_ACCOUNTS) : ['*'];
const history = createHistory(process.env);
const accounts = createAccountsSecret(LINEKEEPER_ACCOUNTS_SECRET, createSecretsManagerStore(), history);

/** Lambda entry point for direct invocations, Bedrock agents and AgentCore Gateway. Never throws: errors are returned as `{error}`. */
export const handler = async (event: unknown, context: Context): Promise<object> => {
  // A gateway spells it `custom`, the type definitions of the runtime `Custom`.
  const { custom, Custom }: { custom?: unknown; Custom?: unknown } = context.clientContext ?? {};
  const request = parseToolEvent(event, custom ?? Custom);
  const result = await runTool(request, context.getRemainingTimeInMillis() - reserveMs);
  return request?.toResponse(result) ?? result;
};

/** Attempts to make an answer that fits; the last has room for any text, with three bytes a character. */
const maxFittingAttempts = 3;
const maxBytesPerChar = 3;

/** Returns errors as data, so that a program can read the code and the time to retry. */
async function runTool(request: ToolRequest | undefined, remainingMs: number): Promise<object> {
  try {
    if (request === undefined) throw new LinekeeperError('input', 'Give a tool and its arguments: {"tool": "list_lines", "input": {}}.');
    const tool = getTool(selectConfiguredTools(listDeployedTools(history), process.env), request.tool);
    const at = systemClock.now() + Math.min(readTimeoutMs(process.env, remainingMs), remainingMs);
    const registry = restrictAccounts(await accounts.get(), allowedAccounts);
    const run = async (maxChars?: number) =>
      (await tool.run(request.input, { registry, deadline: { at }, budget: createJsonBudget(maxChars) })).content;
    return await runToFit(request, run);
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
    return { error: error.toData() };
  }
}

/** Runs the tool with less room for its answer until the response, with all escaping, fits into what the event's format allows. */
async function runToFit({ toResponse, maxResponseBytes }: ToolRequest, run: (maxChars?: number) => Promise<object>): Promise<object> {
  if (maxResponseBytes === undefined) return await run();
  const countBytes = (content: object) => Buffer.byteLength(JSON.stringify(toResponse(content)));
  const available = maxResponseBytes - countBytes({});
  let maxChars = Math.min(createJsonBudget().maxSize, Math.floor((available * 2) / maxBytesPerChar));
  for (let attempt = 1; attempt <= maxFittingAttempts; attempt++) {
    const content = await run(maxChars);
    const bytes = countBytes(content);
    if (bytes <= maxResponseBytes) return content;
    const isLastNext = attempt === maxFittingAttempts - 1;
    maxChars = isLastNext ? Math.floor(available / maxBytesPerChar) : Math.floor((maxChars * available * 0.9) / bytes);
  }
  throw new LinekeeperError('refused', 'The answer is larger than an action group may return. Ask for fewer lines, or filter them.');
}
