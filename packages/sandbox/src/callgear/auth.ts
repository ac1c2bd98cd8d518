// Authentication at CallGear: permanent access tokens, session keys of a login, and partners who must name the customer.
import type { CustomerUser } from '../company/moscow-groups.ts';
import { CallGearError, dataTypeError, invalidValueError, missingParameterError, rejectUnknownKeys } from './errors.ts';

/** An authenticated API client. */
export interface ApiClient {
  /** Partners (agents) read the data of several customers. */
  isPartner: boolean;
}

interface AuthOptions {
  accessToken: string;
  users: CustomerUser[];
  sessionSeconds: number;
  now: () => number;
}

const partnerToken = 'sandbox-callgear-agent';
const clientsByLogin: Record<string, ApiClient> = { sandbox: { isPartner: false }, 'sandbox-agent': { isPartner: true } };
const password = 'sandbox-password';

/** Checks credentials and resolves the customer of a request. All methods throw a CallGearError. */
export class CallGearAuth {
  readonly #options: AuthOptions;
  readonly #sessions = new Map<string, ApiClient & { expiresAtS: number }>();

  constructor(options: AuthOptions) {
    this.#options = options;
  }

  rotateAccessToken(accessToken: string): void {
    this.#options.accessToken = accessToken;
  }

  /** The data of `login.user`; `expire_at` is in seconds since 1970. */
  login(params: Record<string, unknown>): { access_token: string; expire_at: number; app_id: number } {
    for (const field of ['login', 'password']) {
      if (params[field] === undefined) throw missingParameterError(field);
      if (typeof params[field] !== 'string') throw dataTypeError(field, undefined, 'string');
    }
    rejectUnknownKeys(params, ['login', 'password']);
    const client = Object.hasOwn(clientsByLogin, String(params.login)) ? clientsByLogin[String(params.login)] : undefined;
    if (client === undefined || params.password !== password) throw new CallGearError('auth_error', 'Login or password is wrong');
    const expire_at = Math.floor(this.#options.now() / 1000) + this.#options.sessionSeconds;
    const access_token = `sandbox-session-${this.#sessions.size + 1}`;
    this.#sessions.set(access_token, { ...client, expiresAtS: expire_at });
    return { access_token, expire_at, app_id: 4017 };
  }

  authenticate(token: unknown): ApiClient {
    if (token === undefined || token === null) throw missingParameterError('access_token');
    // Error messages never repeat the value of a credential.
    if (typeof token !== 'string') throw dataTypeError('access_token', undefined, 'string');
    if (token === this.#options.accessToken) return { isPartner: false };
    if (token === partnerToken) return { isPartner: true };
    const session = this.#sessions.get(token);
    if (session === undefined) throw new CallGearError('access_token_invalid', 'Access token is invalid');
    if (this.#options.now() >= session.expiresAtS * 1000) throw new CallGearError('access_token_expired', 'Access token has expired');
    return session;
  }

  /** The customer whose data is requested. The documentation requires `user_id` of partners; a customer may pass its own id. */
  resolveCustomer(client: ApiClient, userId: unknown): CustomerUser | undefined {
    const accountUser = this.#options.users[0];
    if (userId === undefined || userId === null) {
      if (client.isPartner) throw missingParameterError('user_id');
      return accountUser;
    }
    if (typeof userId !== 'number') throw dataTypeError('user_id', userId, 'number');
    const user = this.#options.users.find(({ id }) => id === userId);
    if (!client.isPartner && user !== accountUser)
      throw new CallGearError('forbidden', 'No access to this user', { field: 'user_id', value: userId });
    if (user === undefined) throw invalidValueError('user_id', userId);
    return user;
  }
}
