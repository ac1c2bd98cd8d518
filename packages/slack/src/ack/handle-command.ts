// Handles a slash command: answers help and errors at once, and queues the rest.
import { type AllowedAccounts, LinekeeperError } from '@linekeeper/core/lite';
import { createDeduplicationKey, type SavedToolCall } from '../job.ts';
import { ephemeral, type Message } from '../message.ts';
import { accessDenied, resolveAccess } from './access.ts';
import { parseCommand } from './command.ts';
import type { HandlerContext } from './context.ts';
import { renderHelp } from './help.ts';
import type { CommandRequest } from './request.ts';
import { renderWatchHelp, watchTopics } from './watch-help.ts';

/** Returns the message of the acknowledgement. */
export async function handleCommand(request: CommandRequest, context: HandlerContext): Promise<Message> {
  const { commands, settings, queue, now } = context;
  const { requester, text, triggerId, responseUrl } = request;
  const access = resolveAccess(requester, settings.access);
  if (access.length === 0) return ephemeral(accessDenied(requester, settings));
  try {
    const command = parseCommand(text, commands);
    if ('help' in command) return answerHelp(command.help, access, context);
    const toolCall: SavedToolCall = { ...command, shown: 0 };
    const key = createDeduplicationKey('command', triggerId || `${requester.user} ${responseUrl}`);
    await queue.send({
      key,
      task: { do: 'answer', question: toolCall },
      access,
      user: requester.user,
      responseUrl,
      askedAt: now(),
      by: 'command',
    });
    return ephemeral(['Looking it up…']);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return ephemeral([thrown.displayMessage]);
    throw thrown;
  }
}

function answerHelp(
  words: readonly string[],
  access: AllowedAccounts,
  { settings, commands, hasHistory }: Pick<HandlerContext, 'settings' | 'commands' | 'hasHistory'>,
): Message {
  if (watchTopics.includes(words[0] ?? '')) return renderWatchHelp({ settings, access, hasHistory });
  const hasRules = (settings.watch?.length ?? 0) + (settings.digest?.length ?? 0) > 0;
  return renderHelp(words, commands, hasRules ? ['/lines help watch – automatic posts'] : []);
}
