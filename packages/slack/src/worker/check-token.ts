// Checks with Slack whether the bot token may post: https://docs.slack.dev/reference/methods/auth.test
import { LinekeeperError, maxAttemptMs } from '@linekeeper/core';
import { type ChannelPosterOptions, toPlatformError, toPostError } from './post-message.ts';
import { createWebClient } from './web-client.ts';

const neededScope = 'chat:write';

/** Returns the name of the workspace. Throws `config` for a token that is not valid or lacks the scope, with the remedy. */
export async function checkPostingToken({
  botToken,
  apiUrl,
  fetch,
}: Pick<ChannelPosterOptions, 'botToken' | 'apiUrl' | 'fetch'>): Promise<string> {
  const client = await createWebClient(botToken, { apiUrl, fetch, timeoutMs: maxAttemptMs });
  try {
    const { team, response_metadata } = await client.auth.test();
    // Slack names the scopes in a header; without it, the first post finds out.
    const { scopes = [neededScope] } = response_metadata ?? {};
    if (scopes.includes(neededScope)) return team ?? '';
  } catch (thrown) {
    const error = toPostError(thrown, 'Slack');
    throw error.code === 'timeout' ? new LinekeeperError('network', 'Slack could not be reached.') : error;
  }
  throw toPlatformError('missing_scope', 'Slack');
}
