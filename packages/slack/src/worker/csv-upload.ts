// A whole list as a CSV file, put where only whoever asked sees it: the app's direct messages with that person.
import type { Outcome } from '@linekeeper/core';
import { csvHeader, csvRows } from '@linekeeper/core/csv';

/** How Slack's API is reached. */
export interface Filing {
  botToken: string | undefined;
  /** Slack's API; another address is for tests. */
  apiUrl?: string | undefined;
  fetch: typeof fetch;
}

/** Milliseconds for one call of Slack's API. */
const callTime = 8_000;

/** Sends the file; the answer is what to tell the person: where it is, or what is missing. */
export async function sendFile(
  { columns, allColumns = columns, rows }: Outcome,
  name: string,
  user: string,
  { botToken, apiUrl, fetch }: Filing,
): Promise<string> {
  if (botToken === undefined) {
    return 'A file needs a bot token with the scopes files:write and im:write: set LINEKEEPER_SLACK_BOT_TOKEN (the key "bot_token" of the secret on AWS).';
  }
  const { LogLevel, WebClient } = await import('@slack/web-api');
  const client = new WebClient(botToken, {
    fetch,
    timeout: callTime,
    logLevel: LogLevel.ERROR,
    logger: silent,
    retryConfig: { retries: 2 },
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  });
  try {
    const { channel } = await client.conversations.open({ users: user });
    await client.filesUploadV2({
      channel_id: channel?.id ?? '',
      filename: name,
      title: name,
      content: csvHeader(allColumns) + csvRows(allColumns, rows),
    });
    return `${name} with ${rows.length} ${rows.length === 1 ? 'row' : 'rows'} is in your direct messages with this app.`;
  } catch (thrown) {
    return `The file could not be sent: ${reasonOf(thrown)}`;
  }
}

/** Slack's own word for what went wrong, and the scope that it needs. */
function reasonOf(thrown: unknown): string {
  const data: unknown = thrown instanceof Error && 'data' in thrown ? thrown.data : undefined;
  const { error, needed }: { error?: unknown; needed?: unknown } = typeof data === 'object' && data !== null ? data : {};
  if (error === 'missing_scope') return `the bot token lacks the scope ${String(needed)}. Install the app again with it.`;
  return typeof error === 'string' ? `Slack says ${error}.` : 'Slack could not be reached. Try again in a minute.';
}

/** What the client would print may hold what it sends. */
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => undefined as never,
  setName() {},
};
