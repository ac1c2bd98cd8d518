// Signs requests as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac } from 'node:crypto';

/** The signing secret of the fake Slack app. */
export const signingSecret = 'fake-signing-secret-0123456789abcdef';

/** A form with Slack's signature. `at`: timestamp in seconds; another `secret` makes the signature invalid. */
export function signRequest(
  body: string | Uint8Array,
  { at = Math.floor(Date.now() / 1000), secret = signingSecret }: { at?: number; secret?: string } = {},
) {
  const bytes = Buffer.from(body);
  const signature = `v0=${createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from(`v0:${at}:`), bytes]))
    .digest('hex')}`;
  return {
    body: bytes,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature,
    },
  };
}
