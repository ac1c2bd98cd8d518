// Sends one HTTP request and reads the response, with a timeout and a size limit.

import { abortedError, type Clock, maxAttemptMs, toSeconds } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from '../model/http-message.ts';
import { parseLosslessJson } from '../text/json.ts';
import { readBoundedBody } from './bounded-body.ts';
import { getResponseLimits, type ResponseLimits, ResponseMeter } from './response-limits.ts';

/** The part of the standard `fetch` that requests use, so that another HTTP client can stand in for it. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal; redirect: 'manual' },
) => Promise<{ status: number; headers: { get(name: string): string | null }; body: AsyncIterable<Uint8Array> | null }>;

/** The body of an error is read no further: the status and the beginning say what is wrong. */
const maxErrorBytes = 64 * 1024;

/** How to send one request. */
export interface SendOptions {
  fetch: Fetch;
  clock: Clock;
  baseUrl: string;
  /** For this attempt, the body included. */
  timeoutMs: number;
  /** The caller's; aborts the request. */
  signal?: AbortSignal | undefined;
  /** What a successful response may hold; by default as much as the largest page. */
  limits?: ResponseLimits | undefined;
}

/**
 * Sends one request, without retries. Any status is a response. Throws `timeout`, `network` or `malformed` (cut off, too large, not HTTP).
 * It ends at its timeout or with the caller's abort, whatever the HTTP client does: an abort does not end a connection that is being made.
 */
export async function sendRequest(
  request: HttpRequest,
  { fetch, clock, baseUrl, timeoutMs, signal, limits = getResponseLimits() }: SendOptions,
): Promise<HttpResponse> {
  if (signal?.aborted) throw abortedError();
  const controller = new AbortController();
  const { promise: ended, reject: end } = Promise.withResolvers<never>();
  const abort = () => {
    end(abortedError());
    controller.abort();
  };
  signal?.addEventListener('abort', abort, { once: true });
  const startedAt = clock.now();
  const stopTimer = clock.setTimer(timeoutMs, () => {
    end(attemptTimeoutError(timeoutMs, clock.now() - startedAt));
    controller.abort();
  });
  try {
    const init = { ...buildInit(request), signal: controller.signal };
    return await Promise.race([exchange(fetch, buildUrl(baseUrl, request), init, limits), ended]);
  } finally {
    stopTimer();
    signal?.removeEventListener('abort', abort);
  }
}

/** Sends the request and reads the response: whole if it succeeded, else its beginning. */
async function exchange(
  fetch: Fetch,
  url: string,
  init: Omit<Parameters<Fetch>[1], 'redirect'>,
  limits: ResponseLimits,
): Promise<HttpResponse> {
  const { status, headers, body } = await fetch(url, { ...init, redirect: 'manual' }).catch(thrown => {
    throw toConnectionError(thrown, false);
  });
  const isSuccess = status >= 200 && status < 300;
  const text = await (isSuccess ? readText(body, limits) : readErrorText(body)).catch(thrown => {
    throw toConnectionError(thrown, true);
  });
  return { status, header: name => headers.get(name) ?? undefined, text, body: tryParseJson(text) };
}

/** Only an attempt shorter than the maximum could have had more time. */
function attemptTimeoutError(timeoutMs: number, waitedMs: number): LinekeeperError {
  const advice = timeoutMs < maxAttemptMs ? 'Try again, or allow more time (LINEKEEPER_TIMEOUT_MS).' : 'Try again later.';
  return new LinekeeperError('timeout', `No response within ${toSeconds(waitedMs)} s. ${advice}`);
}

function buildUrl(baseUrl: string, { path, query }: HttpRequest): string {
  const parameters = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = parameters
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join('&');
  return `${baseUrl}${path}${search === '' ? '' : `?${search}`}`;
}

function buildInit({ method, headers, body }: HttpRequest): { method: string; headers: Record<string, string>; body?: string } {
  const allHeaders = { accept: 'application/json', 'user-agent': 'linekeeper', ...headers };
  if (body === undefined) return { method, headers: allHeaders };
  return { method, headers: { 'content-type': 'application/json; charset=UTF-8', ...allHeaders }, body: JSON.stringify(body) };
}

async function readText(body: AsyncIterable<Uint8Array> | null, limits: ResponseLimits): Promise<string> {
  const meter = new ResponseMeter(limits);
  const { bytes } = await readBoundedBody(body, limits.maxBytes, { onChunk: chunk => meter.add(chunk) });
  return new TextDecoder().decode(bytes);
}

const readErrorText = async (body: AsyncIterable<Uint8Array> | null): Promise<string> =>
  new TextDecoder().decode((await readBoundedBody(body, maxErrorBytes)).bytes);

/** The code of Node's HTTP parser for a connection that closed within a message. */
const unexpectedEof = 'HPE_INVALID_EOF_STATE';

/** Whatever the HTTP client throws is about the connection or the response. Without a code, it could not make sense of the response. */
function toConnectionError(thrown: unknown, hasStatus: boolean): unknown {
  if (thrown instanceof LinekeeperError) return thrown;
  const code = getNetworkErrorCode(thrown);
  const isHttp = code !== undefined && (!code.startsWith('HPE_') || code === unexpectedEof);
  if (!isHttp) return new LinekeeperError('malformed', 'The server did not speak HTTP. Check the base URL.');
  if (hasStatus) return new LinekeeperError('malformed', 'The response was cut off before its end. Try again.');
  return new LinekeeperError('network', `No connection (${code}). Check the network and the base URL.`);
}

/** The short code of the system or the HTTP client (ECONNREFUSED, UND_ERR_SOCKET, …). It contains no host name. */
function getNetworkErrorCode(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 4; error = error.cause, depth++) {
    // An assertion of undici about a status that HTTP does not have.
    if (error.name === 'AssertionError') return undefined;
    // undici's parser sets no code for most errors.
    if (error.name === 'HTTPParserError') return /EOF/.test(error.message) ? unexpectedEof : 'HPE_';
    if ('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{3,60}$/.test(error.code)) return error.code;
  }
  return undefined;
}

function tryParseJson(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    return undefined;
  }
}
