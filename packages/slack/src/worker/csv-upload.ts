// Uploads a list as a CSV file to the requester's direct messages with the app, where only the requester sees it.
import { isRecord, maxAttemptMs, pluralize, type ResultTable } from '@linekeeper/core';
import { createWebClient } from './web-client.ts';

/** Access to Slack's Web API. */
export interface SlackUploadOptions {
  /** Without it nothing is uploaded, and the requester is told what is missing. */
  botToken: string | undefined;
  /** Base URL of the API. */
  apiUrl: string;
  fetch: typeof fetch;
}

/** Uploads the rows as the file `name`. Returns what to tell the requester: where the file is, or why the upload failed. Never throws. */
export async function uploadCsv(
  { columns, fileColumns = columns, rows }: ResultTable,
  name: string,
  user: string,
  { botToken, apiUrl, fetch }: SlackUploadOptions,
): Promise<string> {
  if (botToken === undefined) {
    return 'A file needs a bot token with the scopes files:write and im:write: set LINEKEEPER_SLACK_BOT_TOKEN (the key "bot_token" of the secret on AWS).';
  }
  const { formatCsvFile } = await import('@linekeeper/core/csv');
  const client = await createWebClient(botToken, { apiUrl, fetch, timeoutMs: maxAttemptMs, retries: 2 });
  try {
    const { channel } = await client.conversations.open({ users: user });
    await client.filesUploadV2({
      channel_id: channel?.id ?? '',
      filename: name,
      title: name,
      content: formatCsvFile(fileColumns, rows, { byteOrderMark: true }),
    });
    return `${name} with ${rows.length} ${pluralize('row', rows.length)} is in your direct messages with this app.`;
  } catch (thrown) {
    return `The file could not be sent: ${describeSlackError(thrown)}`;
  }
}

/** Words the failure with Slack's error code, or with the missing scope. */
function describeSlackError(thrown: unknown): string {
  const data: unknown = thrown instanceof Error && 'data' in thrown ? thrown.data : undefined;
  const { error, needed } = isRecord(data) ? data : {};
  if (error === 'missing_scope') return `the bot token lacks the scope ${String(needed)}. Reinstall the app with this scope.`;
  return typeof error === 'string' ? `Slack says ${error}.` : 'Slack could not be reached. Try again in a minute.';
}
