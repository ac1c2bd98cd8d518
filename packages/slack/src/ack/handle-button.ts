// Handles a pressed button: queues its job. What keeps it from the queue is posted beside the message.
import { internalError, LinekeeperError } from '@linekeeper/core/lite';
import { verifyButtonValue } from '../button-state.ts';
import { anyValue, type Job, type SavedToolCall, type Task } from '../job.ts';
import { ephemeral } from '../message.ts';
import { accessDenied, resolveAccess } from './access.ts';
import { parseParameterValue } from './command.ts';
import type { CommandSpec } from './command-catalog.ts';
import type { HandlerContext } from './context.ts';
import type { ButtonRequest } from './request.ts';

/** Returns false if the requester could not be told of a failure. */
export async function handleButton(request: ButtonRequest, context: HandlerContext): Promise<boolean> {
  try {
    await queueButton(request, context);
    return true;
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, context.log);
    return await postBeside([error.displayMessage], request, context);
  }
}

/** Slack ignores the body of an acknowledgement to a button, so the text is posted to the `response_url`. Returns false if it was not. */
async function postBeside(textLines: readonly string[], { responseUrl }: ButtonRequest, { post, log }: HandlerContext): Promise<boolean> {
  try {
    await post({ ...ephemeral(textLines), replace_original: false }, responseUrl);
    return true;
  } catch {
    log('slack: a button failed, and the message about it could not be posted');
    return false;
  }
}

/** A denial is queued as well: the worker has the time to post it. */
async function queueButton(request: ButtonRequest, context: HandlerContext): Promise<void> {
  const { settings, queue, presses } = context;
  const { requester, action, value, messageTs, selected, responseUrl } = request;
  const access = resolveAccess(requester, settings.access);
  const now = context.now();
  const key = presses.getKey([requester.user, messageTs, action, value, JSON.stringify(selected)], now);
  const job: Omit<Job, 'task'> = { key, access, user: requester.user, responseUrl, askedAt: now, by: 'button' };
  const task = access.length === 0 ? { do: 'notify' as const, textLines: accessDenied(requester, settings) } : createTask(request, context);
  await queue.send({ ...job, task });
}

function createTask({ action, value, selected }: ButtonRequest, { settings, commands, now }: HandlerContext): Task {
  try {
    const toolCall = verifyButtonValue(value, settings.signingSecret, now());
    if (action === 'share' || action === 'csv') return { do: action, question: toolCall };
    return { do: 'answer', question: action === 'apply' ? applySelects(toolCall, selected, commands) : toolCall };
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return { do: 'notify', textLines: [thrown.displayMessage] };
    throw thrown;
  }
}

/** Applies the selected filter values. The new call starts at the first row, since a cursor is valid only for the filters it came from. */
function applySelects(
  { tool, input }: SavedToolCall,
  selected: Readonly<Record<string, string>>,
  commands: readonly CommandSpec[],
): SavedToolCall {
  const { cursor: _, ...refined } = { ...input };
  const parameters = commands.find(command => command.tool === tool)?.parameters ?? [];
  for (const parameter of parameters) {
    const value = selected[parameter.name];
    if (value === anyValue) delete refined[parameter.name];
    else if (value !== undefined) refined[parameter.name] = parseParameterValue(parameter, [value]);
  }
  return { tool, input: refined, shown: 0 };
}
