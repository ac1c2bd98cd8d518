// Logs in at a provider: exchanges a user name and password for a session token.
import type { Clock, Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from '../model/http-message.ts';
import type { Provider, SessionToken, Settings } from '../model/provider.ts';
import type { ResponseReader } from './response-reader.ts';
import { withRetries } from './retry.ts';

/** What a login uses of its connection. */
export interface LoginContext {
  clock: Clock;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  sendRequest(request: HttpRequest, deadline: Deadline): Promise<HttpResponse>;
  responses: ResponseReader;
}

/** A login has its own deadline, since several requests with different deadlines may wait for it. */
const loginTimeoutMs = 20_000;

/** Logs in. Throws `auth` if the login was rejected, otherwise with the code of the failed request. Never retryable: the requests that wait for the login do not repeat it. */
export async function login(provider: Provider, settings: Settings, context: LoginContext): Promise<SessionToken> {
  const { clock, sendRequest, responses } = context;
  const deadline = { at: clock.now() + loginTimeoutMs };
  const attempt = async () => {
    const { login: exchange } = provider;
    if (exchange === undefined) throw new LinekeeperError('config', `${provider.title} needs an API key.`);
    const response = await sendRequest(exchange.request(settings), deadline);
    const error = responses.readError(response, exchange.readError);
    if (error !== undefined) throw error;
    const token = responses.guard(() => exchange.readToken(response.body, clock.now()));
    if (token instanceof LinekeeperError) throw token;
    return token;
  };
  try {
    return await withRetries(attempt, deadline, context);
  } catch (thrown) {
    // The login has been retried already; the request that waited for it must not retry again.
    throw thrown instanceof LinekeeperError ? toLoginError(thrown) : thrown;
  }
}

/** Errors about an argument become `auth`: the arguments of a login are the account's settings. */
function toLoginError(error: LinekeeperError): LinekeeperError {
  const { field: _, ...details } = error.details;
  const isRejected = error.code === 'input' || error.code === 'not_found';
  return isRejected
    ? new LinekeeperError('auth', 'The login was rejected. Check the user name and password.', { ...details, retryable: false })
    : error.withDetails({ retryable: false });
}
