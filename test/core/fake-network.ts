// The seam to the network, answered by a function of the test's; every request is kept.
import { createHash } from 'node:crypto';
import type { Clock, Fetch, Outside } from '@linekeeper/core';

export interface Sent {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: unknown;
  signal: AbortSignal;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** A text goes out as it is, anything else as JSON. */
  body?: unknown;
}

/** Answers each request, or never where `reply` gives a promise that stays open; an abort ends the wait. */
export function network(reply: (sent: Sent, index: number) => Reply | Promise<Reply>): { fetch: Fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch: Fetch = async (url, { method, headers, body, signal }) => {
    const request = { url: new URL(url), method, headers, body: body === undefined ? undefined : JSON.parse(body), signal };
    sent.push(request);
    const gone = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const answer = await Promise.race([gone, Promise.resolve(reply(request, sent.length - 1))]);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
    const given = new Headers(answer.headers);
    return { status: answer.status ?? 200, headers: given, body: streamOf(text) };
  };
  return { fetch, sent };
}

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** A promise that its maker settles. */
export const open = <T>() => Promise.withResolvers<T>();

/** What a connection needs of a process: this network, this clock, no chance. */
export const outsideOf = (fetch: Fetch, clock: Clock): Outside => ({
  fetch,
  clock,
  random: () => 0,
  digest: text => createHash('sha256').update(text).digest('base64url'),
});
