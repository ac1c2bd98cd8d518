// Posts to a `response_url`: only where answers may go, again where that helps, and not at all where it is too late.
import { type Clock, type Deadline, isLoopback, LinekeeperError, withRetries } from '@linekeeper/core';
import type { Message } from '../message.ts';
import type { Answer } from '../render/answer.ts';

/** Where Slack takes answers. */
const slack = 'hooks.slack.com';

/** One attempt gets so many milliseconds at most. */
const attemptTime = 8_000;

export interface Posting {
  /** Hosts that answers may go to beside Slack's. */
  hosts: readonly string[];
  fetch: typeof fetch;
  clock: Clock;
  random(): number;
  log(line: string): void;
}

/** The hosts that a variable names, separated by commas. */
export const hostsIn = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter(host => host !== '');

/** Posts the message; the plain one where Slack does not take the blocks of the first. Throws where a later try may succeed. */
export async function post({ message, plainly }: Answer, url: string, deadline: Deadline, posting: Posting): Promise<void> {
  const { log } = posting;
  if (!isAllowed(url, posting.hosts)) return log('slack: an answer is not posted: its response_url is at no host that answers may go to');
  const status = await send(message, url, deadline, posting);
  if (status === 400 && message !== plainly) {
    log('slack: 400 for a table; its lines are posted instead');
    return over(await send(plainly, url, deadline, posting), log);
  }
  over(status, log);
}

function over(status: number, log: Posting['log']): void {
  if (status >= 300) log(`slack: ${status} for an answer; it is given up`);
}

/** The status where it is final. Throws `rate_limited`, `unavailable`, `network` or `timeout` when all attempts are made. */
async function send(message: Message, url: string, deadline: Deadline, posting: Posting): Promise<number> {
  const body = JSON.stringify(message);
  return await withRetries(
    async () => {
      const answer = await attempt(url, body, deadline, posting);
      // Only the status counts; the connection is free for the next once the rest is read.
      await answer.arrayBuffer().catch(() => {});
      const wait = Number(answer.headers.get('retry-after')) || undefined;
      if (answer.status === 429) throw new LinekeeperError('rate_limited', 'Slack takes no more answers for now.', { retryAfterS: wait });
      if (answer.status >= 500) throw new LinekeeperError('unavailable', `Slack answers ${answer.status}.`);
      return answer.status;
    },
    deadline,
    posting,
  );
}

async function attempt(url: string, body: string, { at }: Deadline, posting: Posting): Promise<Response> {
  try {
    return await posting.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      // An answer must not travel on to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(0, Math.min(attemptTime, at - posting.clock.now()))),
    });
  } catch {
    throw new LinekeeperError('network', 'Slack could not be reached.');
  }
}

function isAllowed(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, host, port } = new URL(text);
  if (protocol === 'https:' && hostname === slack && port === '') return true;
  if (!hosts.includes(hostname) && !hosts.includes(host)) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
