// Posts to channels by `chat.postMessage`, for messages that answer no command: https://docs.slack.dev/reference/methods/chat.postMessage
import { type Clock, type Deadline, getOwnEntry, isRecord, LinekeeperError, maxAttemptMs } from '@linekeeper/core';
import { type Announcement, type PostedMessage, renderAnnouncement } from '../render/announcement.ts';
import { isConnectFailure } from './connect-failure.ts';
import { createWebClient } from './web-client.ts';

/** Access to Slack's Web API. */
export interface ChannelPosterOptions {
  botToken: string;
  /** Base URL of the API. */
  apiUrl: string;
  fetch: typeof fetch;
  clock: Clock;
  /** Said in every message, such as that the data is not real. */
  notice?: string | undefined;
}

/** Where a message goes. */
interface PostTarget {
  channel: string;
  /** The thread to answer in; empty for a new message. */
  thread: string;
  /** True if an earlier attempt may have arrived. */
  mayRepeat: boolean;
  deadline: Deadline;
}

/** Codes of Slack for a message whose blocks it does not accept. */
const blockErrors: readonly string[] = ['invalid_blocks', 'invalid_blocks_format'];

/**
 * Returns a function that posts and returns the timestamp of the message. It throws `timeout` if it is not known whether the message arrived,
 * `config` if the app may post nowhere, `denied` for a channel, and `rate_limited`, `network`, `unavailable` or `refused` if it was not posted.
 */
export function createChannelPoster({ botToken, apiUrl, fetch, clock, notice }: ChannelPosterOptions) {
  return async (announcement: Announcement, { channel, thread, mayRepeat, deadline }: PostTarget): Promise<string> => {
    const notes = [...(notice === undefined ? [] : [notice]), ...(mayRepeat ? [repeatNote] : [])];
    const { message, fallback } = renderAnnouncement(announcement, notes);
    const timeoutMs = Math.max(1, Math.min(maxAttemptMs, deadline.at - clock.now()));
    const client = await createWebClient(botToken, { apiUrl, fetch, timeoutMs });
    const send = async (body: PostedMessage): Promise<string> => {
      const links = { unfurl_links: false, unfurl_media: false };
      const { ts } = await client.chat.postMessage({ channel, ...body, ...links, ...(thread !== '' && { thread_ts: thread }) });
      return ts ?? '';
    };
    try {
      return await send(message).catch((thrown: unknown) => {
        if (message === fallback || !blockErrors.includes(readSlackCode(thrown) ?? '')) throw thrown;
        return send(fallback);
      });
    } catch (thrown) {
      throw toPostError(thrown, channel);
    }
  };
}

const repeatNote = 'Posted again, since Slack did not confirm the first message: it may be there already.';

/** Slack's error code of a rejected call; undefined for another failure. */
function readSlackCode(thrown: unknown): string | undefined {
  const data: unknown = thrown instanceof Error && 'data' in thrown ? thrown.data : undefined;
  return isRecord(data) && typeof data.error === 'string' ? data.error : undefined;
}

/** Failures of the token, which no channel escapes, and their remedy. */
const tokenProblems: Readonly<Record<string, string>> = {
  missing_scope: 'the bot token lacks the scope chat:write: add it to the app, and install the app again',
  not_authed: 'the bot token is missing: set LINEKEEPER_SLACK_BOT_TOKEN (the key "bot_token" of the secret on AWS)',
  invalid_auth: 'the bot token is not valid: copy it again from the app\'s page "OAuth & Permissions"',
  token_revoked: 'the bot token was revoked: install the app again, and set the new one',
  token_expired: 'the bot token has expired: install the app again, and set the new one',
  account_inactive: 'the app was removed from the workspace: install it again',
};

/** Failures of one channel, and their remedy. */
const channelProblems: Readonly<Record<string, string>> = {
  not_in_channel: 'the app is not in the channel: type /invite @Linekeeper there',
  channel_not_found: 'the channel does not exist, or it is private and the app is not in it: type /invite @Linekeeper there',
  is_archived: 'the channel is archived: name another one in the rule',
  restricted_action: 'an administrator restricts who may post in the channel',
};

/** Codes for which Slack did not post, and may do so later. */
const passingCodes: readonly string[] = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited'];

/** Statuses of a server, or of a gateway before it, that may have failed after the message was posted. */
const unconfirmedStatuses: readonly number[] = [500, 502, 504];

/** Words why something was not posted, with the remedy. */
export function toPostError(thrown: unknown, channel: string): LinekeeperError {
  const code = readSlackCode(thrown);
  if (code !== undefined) return toPlatformError(code, channel);
  const { retryAfter, statusCode } = readDetails(thrown);
  if (typeof retryAfter === 'number')
    return new LinekeeperError('rate_limited', 'Slack limits the rate of messages.', { retryAfterS: retryAfter });
  if (typeof statusCode === 'number' && !unconfirmedStatuses.includes(statusCode))
    return new LinekeeperError('unavailable', `Slack returned HTTP ${statusCode}.`);
  if (isConnectFailure(thrown)) return new LinekeeperError('network', 'Slack could not be reached.');
  return new LinekeeperError('timeout', `Slack did not confirm a message to ${channel}. The next run posts it again.`, {
    retryable: false,
  });
}

/** Words what Slack rejects with an error code. */
export function toPlatformError(code: string, channel: string): LinekeeperError {
  const ofToken = getOwnEntry(tokenProblems, code);
  if (ofToken !== undefined) return new LinekeeperError('config', `Nothing can be posted to Slack: ${ofToken}.`);
  const ofChannel = getOwnEntry(channelProblems, code);
  if (ofChannel !== undefined) return new LinekeeperError('denied', `Nothing can be posted to ${channel}: ${ofChannel}.`);
  if (passingCodes.includes(code)) return new LinekeeperError('unavailable', `Slack could not post to ${channel} (${code}).`);
  return new LinekeeperError('refused', `Slack refused a message to ${channel} (${code}).`);
}

/** The waiting time of a rate limit, or the status of an HTTP error. */
const readDetails = (thrown: unknown): { retryAfter?: unknown; statusCode?: unknown } => (isRecord(thrown) ? thrown : {});
