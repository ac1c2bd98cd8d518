// Button values: a tool call, signed and with an expiry time, since the server keeps no state between requests.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { LinekeeperError } from '@linekeeper/core/lite';
import type { SavedToolCall } from './job.ts';

/** How long a button can be pressed after it was posted. */
const buttonTtlMs = 24 * 3_600_000;

/** Slack's limit for a button's value. */
const maxValueChars = 2_000;

/** The value of a button that runs the tool call; undefined if it exceeds Slack's limit. `now` is in milliseconds since 1970. */
export function signButtonValue(toolCall: SavedToolCall, secret: string, now: number): string | undefined {
  const payload = `${Buffer.from(JSON.stringify(toolCall)).toString('base64url')}.${(now + buttonTtlMs).toString(36)}`;
  const value = `${payload}.${hmac(payload, secret)}`;
  return value.length > maxValueChars ? undefined : value;
}

/** The tool call in a button's value. Throws `input` if the signature is invalid or the button has expired. */
export function verifyButtonValue(value: string, secret: string, now: number): SavedToolCall {
  const [, payload = '', json = '', expiry = '', signature = ''] = /^(([\w-]+)\.([0-9a-z]+))\.([\w-]+)$/.exec(value) ?? [];
  const expected = Buffer.from(hmac(payload, secret));
  const received = Buffer.from(signature);
  if (received.length !== expected.length || !timingSafeEqual(received, expected))
    throw new LinekeeperError('input', 'This button was not issued by Linekeeper.');
  if (now > Number.parseInt(expiry, 36)) throw new LinekeeperError('input', 'This button has expired. Run the command again.');
  // The signature proves that `signButtonValue` wrote it.
  return JSON.parse(Buffer.from(json, 'base64url').toString()) as SavedToolCall;
}

/** The prefix separates it from Slack's request signatures, which use the same secret. */
const hmac = (payload: string, secret: string) => createHmac('sha256', secret).update(`linekeeper button 1:${payload}`).digest('base64url');
