// Slack's signature on a request, version 0: https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a request's time may differ from ours, either way: older ones are replays, later ones forgeries kept for later. */
const tolerance = 300;

export interface Signed {
  /** The headers `x-slack-request-timestamp` and `x-slack-signature`. */
  timestamp: string | undefined;
  signature: string | undefined;
  /** As it came, before anything is decoded. */
  body: Uint8Array;
}

/** Why the request is not Slack's; undefined where it is. `now` is in milliseconds. */
export function objection({ timestamp, signature, body }: Signed, secret: string, now: number): string | undefined {
  if (timestamp === undefined || signature === undefined) return 'no signature';
  if (!/^\d{1,12}$/.test(timestamp)) return 'a time that is none';
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) return 'a time too far from now';
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : 'a wrong signature';
}
