// Posts messages to a `response_url`: only to allowed hosts, with retries, until the deadline.
import { type Clock, type Deadline, LinekeeperError, maxAttemptMs, withRetries } from '@linekeeper/core';
import { ephemeral, type Message } from '../message.ts';
import type { RenderedAnswer } from '../render/answer.ts';
import { isAllowedUrl } from '../response-host.ts';
import { isConnectFailure } from './connect-failure.ts';

/** What posting to a `response_url` needs. */
export interface ResponseUrlOptions {
  /** Hosts, with an optional port, that are allowed besides Slack's. */
  extraHosts: readonly string[];
  fetch: typeof fetch;
  clock: Clock;
  random(): number;
  log(message: string): void;
}

/**
 * Posts the message, or its fallback if Slack rejects the blocks with 400. Statuses that are not worth a retry are only logged.
 * Throws `rate_limited`, `unavailable`, `network` or `timeout` if a later attempt may succeed. A message to a channel is repeated only if Slack
 * surely did not post it; otherwise the requester is told to look for it.
 */
export async function postToResponseUrl(
  { message, fallback }: RenderedAnswer,
  url: string,
  deadline: Deadline,
  options: ResponseUrlOptions,
): Promise<void> {
  const { log } = options;
  if (!isAllowedUrl(url, options.extraHosts)) return log('slack: answer not posted: the host of its response_url is not allowed');
  try {
    const status = await sendWithRetries(message, url, deadline, options);
    if (status === 400 && message !== fallback) {
      log('slack: 400 for a table; posting it as text instead');
      return logFailure(await sendWithRetries(fallback, url, deadline, options), log);
    }
    logFailure(status, log);
  } catch (thrown) {
    if (!isUnconfirmed(thrown, message)) throw thrown;
    log('slack: a message to a channel was not confirmed; it is not repeated, since it may be there');
    // Slack may still not answer; the log has the reason already.
    await sendWithRetries(unconfirmedNotice, url, deadline, options).catch(() => {});
  }
}

const unconfirmedNotice: Message = {
  ...ephemeral(['Slack did not confirm the shared answer. If it is not in the channel, press Share again.']),
  replace_original: false,
};

const isForChannel = ({ response_type }: Message): boolean => response_type === 'in_channel';

/** True for a message to a channel that Slack may have posted: it must not appear there twice. */
const isUnconfirmed = (thrown: unknown, message: Message): boolean =>
  thrown instanceof LinekeeperError && thrown.code === 'timeout' && isForChannel(message);

function logFailure(status: number, log: ResponseUrlOptions['log']): void {
  if (status >= 300) log(`slack: ${status} for an answer; giving up`);
}

/** Returns the status unless it is worth a retry. Throws `rate_limited`, `unavailable`, `network` or `timeout` after the last attempt. */
async function sendWithRetries(message: Message, url: string, deadline: Deadline, options: ResponseUrlOptions): Promise<number> {
  return await withRetries(
    async () => {
      const response = await sendOnce(message, url, deadline, options);
      // Only the status matters, but the connection is reused only after the body was read.
      await response.arrayBuffer().catch(() => {});
      const { status, headers } = response;
      const retryAfterS = Number(headers.get('retry-after')) || undefined;
      if (status === 429) throw new LinekeeperError('rate_limited', 'Slack limits the rate of messages.', { retryAfterS });
      if (status < 500) return status;
      throw isForChannel(message)
        ? unconfirmedError()
        : new LinekeeperError('unavailable', `Slack returned a server error (HTTP ${status}).`);
    },
    deadline,
    options,
  );
}

async function sendOnce(message: Message, url: string, { at }: Deadline, options: ResponseUrlOptions): Promise<Response> {
  const signal = AbortSignal.timeout(Math.max(0, Math.min(maxAttemptMs, at - options.clock.now())));
  try {
    return await options.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      // A redirect must not take the answer to another host.
      redirect: 'manual',
      signal,
    });
  } catch (thrown) {
    if (isForChannel(message) && !isConnectFailure(thrown)) throw unconfirmedError();
    throw signal.aborted
      ? new LinekeeperError('timeout', 'Slack did not respond in time.')
      : new LinekeeperError('network', 'Slack could not be reached.');
  }
}

/** Slack may have posted the message before the connection failed, the time was over, or its server had an error. */
const unconfirmedError = () => new LinekeeperError('timeout', 'Slack did not confirm the message.', { retryable: false });
