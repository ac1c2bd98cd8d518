// A login at a provider: name and password for a session's key.
import type { Clock, Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { HttpAnswer, HttpRequest } from '../model/http-message.ts';
import type { Provider, Settings, Ticket } from '../model/provider.ts';
import { statusError } from './http-status.ts';
import { withRetries } from './retry.ts';

/** Why an answer is a failure, as a provider reads it; absent where it has no own way to. */
export type Reader = ((answer: HttpAnswer) => LinekeeperError | undefined) | undefined;

/** What a login needs of its connection. */
export interface LoginTools {
  clock: Clock;
  random(): number;
  exchange(request: HttpRequest, deadline: Deadline): Promise<HttpAnswer>;
  read(reader: Reader, answer: HttpAnswer): LinekeeperError | undefined;
}

/** A login serves every call that waits for it, so it has a deadline of its own, in milliseconds. */
const loginTime = 20_000;

/** The session's key. Errors: `auth` where the login is refused, else any code of a call; never retried by the call that waits. */
export async function login(provider: Provider, settings: Settings, tools: LoginTools): Promise<Ticket> {
  const { clock, exchange, read } = tools;
  const deadline = { at: clock.now() + loginTime };
  const attempt = async () => {
    if (provider.login === undefined) throw new LinekeeperError('config', `${provider.title} needs a key.`);
    const answer = await exchange(provider.login.request(settings), deadline);
    const error = read(provider.login.readError, answer) ?? read(provider.readError, answer) ?? statusError(answer, clock.now());
    if (error !== undefined) throw error;
    const ticket = provider.login.read(answer.body, clock.now());
    if (ticket instanceof LinekeeperError) throw ticket;
    return ticket;
  };
  try {
    return await withRetries(attempt, deadline, tools);
  } catch (thrown) {
    // The login has had its retries; the call that waited for it does not begin them anew.
    throw thrown instanceof LinekeeperError ? asLoginError(thrown) : thrown;
  }
}

/** What a login refuses is the account's, never an argument of the call. */
function asLoginError(error: LinekeeperError): LinekeeperError {
  const { field: _, ...details } = error.details;
  const refused = error.code === 'input' || error.code === 'not_found';
  return refused
    ? new LinekeeperError('auth', 'the login is refused. Check its name and password.', { ...details, retry: false })
    : error.with({ retry: false });
}
