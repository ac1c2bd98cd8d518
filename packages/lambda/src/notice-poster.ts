// Posts a message to a `response_url` from the acknowledging function, which contains no HTTP client: once, and only to allowed hosts.
import { type AckContext, isAllowedUrl } from '@linekeeper/slack/ack';

/** Returns a function that posts a message, or rejects if Slack did not accept it within the timeout. */
export const createNoticePoster =
  (extraHosts: readonly string[], timeoutMs: number): AckContext['post'] =>
  async (message, responseUrl) => {
    if (!isAllowedUrl(responseUrl, extraHosts)) throw new Error('the host is not allowed');
    const { request } = responseUrl.startsWith('https:') ? await import('node:https') : await import('node:http');
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      signal: AbortSignal.timeout(timeoutMs),
    };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(responseUrl, options, response => resolve(response.resume().statusCode));
      sent.on('error', reject).end(JSON.stringify(message));
    });
    if (status !== 200) throw new Error(`HTTP ${status}`);
  };
