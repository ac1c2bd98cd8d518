// The function for other bots, agents and gateways: a tool and its arguments in, its structured content or an error out.
import { internalError, LinekeeperError, longestAnswer, type Tool, unknownName } from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { tools } from '@linekeeper/questions';
import type { Context } from 'aws-lambda';
import { accountsSecret } from './accounts-secret.ts';
import { log } from './telemetry.ts';
import { type Form, formOf } from './tool-event.ts';

/** Milliseconds of the function's time that a question may not use. */
const reserve = 2_000;

const { LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts' } = process.env;
const accounts = accountsSecret(LINEKEEPER_ACCOUNTS_SECRET);

export const handler = async (event: unknown, context: Context): Promise<object> => {
  // A gateway writes it in lower case, the runtime's types in upper.
  const { custom, Custom }: { custom?: unknown; Custom?: unknown } = context.clientContext ?? {};
  const form = formOf(event, custom ?? Custom);
  const answer = await answerTo(form, context.getRemainingTimeInMillis() - reserve);
  return form?.reply(answer) ?? answer;
};

/** Errors are data: a caller that is a program reads the code and when to try again. */
async function answerTo(form: Form | undefined, left: number): Promise<object> {
  try {
    if (form === undefined) throw new LinekeeperError('input', 'Give a tool and its arguments: {"tool": "list_lines", "input": {}}.');
    const tool = toolNamed(form.tool);
    const at = systemClock.now() + Math.min(deadlineMs(process.env, left), left);
    const call = { directory: await accounts.get(), deadline: { at }, characters: longestAnswer };
    return (await tool.run(form.input(tool.inputSchema), call)).content;
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
    return { error: error.toData() };
  }
}

function toolNamed(name: string): Tool {
  const tool = tools.find(known => known.name === name);
  if (tool === undefined)
    throw new LinekeeperError(
      'input',
      unknownName(
        'tool',
        name,
        tools.map(known => known.name),
      ),
      { field: 'tool' },
    );
  return tool;
}
