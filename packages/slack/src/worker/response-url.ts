// Posts messages to a `response_url`: only to allowed hosts, with retries, until the deadline.
import { type Clock, type Deadline, isLoopback, LinekeeperError, splitEntries, withRetries } from '@linekeeper/core';
import type { Message } from '../message.ts';
import type { RenderedAnswer } from '../render/answer.ts';

/** The hosts of response URLs of Slack and of GovSlack. */
const slackHost = 'hooks.slack.com';
const govSlackHost = 'hooks.slack-gov.com';

/** Base URL of the Web API of the Slack that the response URL belongs to. */
export const getWebApiUrl = (responseUrl: string): string =>
  URL.canParse(responseUrl) && new URL(responseUrl).hostname === govSlackHost ? 'https://slack-gov.com/api/' : 'https://slack.com/api/';

/** Timeout of one attempt. */
const maxAttemptMs = 8_000;

/** What posting to a `response_url` needs. */
export interface ResponseUrlOptions {
  /** Hosts, with an optional port, that are allowed besides Slack's. */
  extraHosts: readonly string[];
  fetch: typeof fetch;
  clock: Clock;
  random(): number;
  log(message: string): void;
}

/** Parses a list of hosts, separated by commas or spaces. */
export const parseHosts = (text: string | undefined): string[] => splitEntries(text, /[\s,]/);

/**
 * Posts the message, or its fallback if Slack rejects the blocks with 400. Statuses that are not worth a retry are only logged.
 * Throws `rate_limited`, `unavailable`, `network` or `timeout` if a later attempt may succeed. A message to a channel is not repeated after a timeout.
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
    log('slack: a message to a channel was not confirmed in time; it is not repeated, since it may be there');
  }
}

/** True for a message to a channel that Slack may have posted: it must not appear there twice. */
const isUnconfirmed = (thrown: unknown, { response_type }: Message): boolean =>
  thrown instanceof LinekeeperError && thrown.code === 'timeout' && response_type === 'in_channel';

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
      const retryAfterS = Number(response.headers.get('retry-after')) || undefined;
      if (response.status === 429) throw new LinekeeperError('rate_limited', 'Slack limits the rate of messages.', { retryAfterS });
      if (response.status >= 500) throw new LinekeeperError('unavailable', `Slack returned a server error (HTTP ${response.status}).`);
      return response.status;
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
  } catch {
    throw signal.aborted
      ? new LinekeeperError('timeout', 'Slack did not respond in time.', { retryable: message.response_type === 'ephemeral' })
      : new LinekeeperError('network', 'Slack could not be reached.');
  }
}

/** HTTPS to Slack or to an extra host; plain HTTP only to an extra host on loopback. */
function isAllowedUrl(url: string, extraHosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host, port } = new URL(url);
  if (protocol === 'https:' && (hostname === slackHost || hostname === govSlackHost) && port === '') return true;
  if (!extraHosts.includes(hostname) && !extraHosts.includes(host)) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
