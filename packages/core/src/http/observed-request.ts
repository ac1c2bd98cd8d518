// Sends one request and reports how it ended, for people who watch the traffic.
import { LinekeeperError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from '../model/http-message.ts';
import { type SendOptions, sendRequest } from './http-client.ts';
import type { AttemptEvent } from './runtime.ts';

/** Which attempt of which operation of which account a request is. */
export type AttemptLabel = Pick<AttemptEvent, 'account' | 'provider' | 'operation' | 'attempt'>;

/** What a request is for. */
export interface SendContext {
  /** Reported to `onRequest`. */
  operation?: string;
  /** The rows that it asks for; a response far beyond them is `malformed`. */
  maxRows?: number;
}

/** Sends the request and calls `onAttempt` with its outcome. Throws as `sendRequest` does. */
export async function sendObservedRequest(
  request: HttpRequest,
  options: SendOptions,
  label: AttemptLabel,
  onAttempt: ((event: AttemptEvent) => void) | undefined,
): Promise<HttpResponse> {
  if (onAttempt === undefined) return await sendRequest(request, options);
  const startedAt = options.clock.now();
  const report = (outcome: Pick<AttemptEvent, 'status' | 'code' | 'bytes'>) =>
    onAttempt({ ...label, ...outcome, durationMs: options.clock.now() - startedAt });
  try {
    const response = await sendRequest(request, options);
    report({ status: response.status, bytes: new TextEncoder().encode(response.text).length });
    return response;
  } catch (thrown) {
    report({ code: thrown instanceof LinekeeperError ? thrown.code : 'internal', bytes: 0 });
    throw thrown;
  }
}
