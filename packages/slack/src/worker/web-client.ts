// The client of Slack's Web API, loaded with its first use.
import type { WebClient } from './web-api.ts';

/** How to reach the API. */
export interface WebClientOptions {
  /** Base URL of the API. */
  apiUrl: string;
  fetch: typeof fetch;
  /** Timeout of one request. */
  timeoutMs: number;
  /** Attempts after the first one; none by default. A rate limit is then reported at once. */
  retries?: number | undefined;
}

/** Creates a client. */
export async function createWebClient(token: string, { apiUrl, fetch, timeoutMs, retries }: WebClientOptions): Promise<WebClient> {
  const { LogLevel, WebClient } = await import('./web-api.ts');
  return new WebClient(token, {
    fetch,
    timeout: timeoutMs,
    logLevel: LogLevel.ERROR,
    logger: silentLogger,
    retryConfig: { retries: retries ?? 0 },
    rejectRateLimitedCalls: retries === undefined,
    slackApiUrl: apiUrl,
  });
}

/** The client's log could contain the token and provider data. */
const silentLogger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => undefined as never,
  setName() {},
};
