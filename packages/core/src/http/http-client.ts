// One HTTP exchange: a request out, a status and a body of bounded size back.

import { type Clock, cancelled, inSeconds, longestAttempt } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { HttpAnswer, HttpRequest } from '../model/http-message.ts';
import { parseJson } from '../text/json.ts';

/** The seam to the network: what `fetch` takes and gives, as far as it is needed here. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal; redirect: 'manual' },
) => Promise<{ status: number; headers: { get(name: string): string | null }; body: AsyncIterable<Uint8Array> | null }>;

/** A larger body is no answer, in bytes. */
const largestBody = 32 * 1024 * 1024;

export interface Exchange {
  fetch: Fetch;
  clock: Clock;
  baseUrl: string;
  /** Milliseconds for this attempt. */
  time: number;
  signal?: AbortSignal | undefined;
}

/** Sends one request. Errors: `timeout`, `network`, `malformed` (cut off or too large). A status is no error here. */
export async function exchange(request: HttpRequest, { fetch, clock, baseUrl, time, signal }: Exchange): Promise<HttpAnswer> {
  if (signal?.aborted) throw cancelled();
  const abort = new AbortController();
  const leave = () => abort.abort();
  signal?.addEventListener('abort', leave, { once: true });
  let late = false;
  const stop = clock.after(time, () => {
    late = true;
    abort.abort();
  });
  const failed = (thrown: unknown, answered: boolean) => {
    if (signal?.aborted) return cancelled();
    return late
      ? new LinekeeperError('timeout', `No answer within ${inSeconds(time)} s. ${time < longestAttempt ? moreTime : 'Try again later.'}`)
      : connectionError(thrown, answered);
  };
  try {
    const response = await fetch(urlOf(baseUrl, request), { ...payload(request), signal: abort.signal, redirect: 'manual' }).catch(
      thrown => {
        throw failed(thrown, false);
      },
    );
    const text = await readText(response.body).catch(thrown => {
      throw failed(thrown, true);
    });
    return { status: response.status, header: name => response.headers.get(name) ?? undefined, text, body: jsonOrNothing(text) };
  } finally {
    stop();
    signal?.removeEventListener('abort', leave);
  }
}

function urlOf(baseUrl: string, { path, query }: HttpRequest): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&');
  return `${baseUrl}${path}${search === '' ? '' : `?${search}`}`;
}

function payload({ method, headers, body }: HttpRequest): { method: string; headers: Record<string, string>; body?: string } {
  const common = { accept: 'application/json', 'user-agent': 'linekeeper', ...headers };
  if (body === undefined) return { method, headers: common };
  return { method, headers: { 'content-type': 'application/json; charset=UTF-8', ...common }, body: JSON.stringify(body) };
}

async function readText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > largestBody) throw new LinekeeperError('malformed', 'The answer is larger than 32 MiB. Ask for less with a filter.');
    chunks.push(chunk);
  }
  const [only] = chunks;
  return new TextDecoder().decode(chunks.length === 1 ? only : joined(chunks, size));
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** The parser's code for an end that comes too soon. */
const cutOff = 'HPE_INVALID_EOF_STATE';

/** What has no code of the system's or the client's is a bug of ours, and stays what it is. */
function connectionError(thrown: unknown, answered: boolean): unknown {
  const reason = networkCode(thrown);
  if (reason === undefined) return thrown;
  const isHttp = !reason.startsWith('HPE_') || reason === cutOff;
  if (!isHttp) return new LinekeeperError('malformed', 'The answer is no HTTP. Check the base URL.');
  if (answered) return new LinekeeperError('malformed', 'The answer was cut off before its end. Try again.');
  return new LinekeeperError('network', `No connection (${reason}). Check the network and the base URL.`);
}

/** The system's or the HTTP client's own short code (ECONNREFUSED, UND_ERR_SOCKET, …): it names no host. */
function networkCode(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 4; error = error.cause, depth++) {
    // The client's parser has no code for most of what it meets.
    if (error.name === 'HTTPParserError') return /EOF/.test(error.message) ? cutOff : 'HPE_';
    if ('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{3,60}$/.test(error.code)) return error.code;
  }
  return undefined;
}

function jsonOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** More than the longest attempt is never waited, however much time there is. */
const moreTime = 'Try again, or allow more time (LINEKEEPER_TIMEOUT_MS).';
