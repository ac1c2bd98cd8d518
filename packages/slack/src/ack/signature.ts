// Verifies Slack's request signature, version 0: https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Allowed difference between a request's timestamp and the clock, in both directions: a future timestamp would extend the replay window. */
export const maxSkewSeconds = 300;

/** The parts of a request that its signature covers, and the signature. */
export interface SignedRequest {
  /** The headers `x-slack-request-timestamp` and `x-slack-signature`. */
  timestamp: string | undefined;
  signature: string | undefined;
  /** The raw bytes, before any decoding. */
  body: Uint8Array;
}

/** Returns why the signature is rejected, or undefined if it is valid. `now` is in milliseconds since 1970. */
export function verifySlackRequest({ timestamp, signature, body }: SignedRequest, secret: string, now: number): string | undefined {
  if (timestamp === undefined || signature === undefined) return 'missing signature';
  if (!/^\d{1,12}$/.test(timestamp)) return 'invalid timestamp';
  if (Math.abs(now / 1000 - Number(timestamp)) > maxSkewSeconds) return 'timestamp outside 5 minutes';
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`);
  const received = Buffer.from(signature);
  return received.length === expected.length && timingSafeEqual(received, expected) ? undefined : 'signature mismatch';
}
