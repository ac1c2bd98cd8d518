// Authentication at Telecom X: permanent tokens of several access levels, and session tokens of a login that expire.
import type { CopenhagenOffice } from '../company/copenhagen.ts';
import { type FakeRequest, readBearerToken } from '../fake-provider.ts';
import { isObject, type Json, tryParseJson } from '../json.ts';
import { TelecomXError } from './errors.ts';

/** The access level of a token. */
export type AccessLevel = 'PERSONAL' | 'VIEWER' | 'OWNER' | 'RESELLER';

interface AuthOptions {
  office: CopenhagenOffice;
  token: string;
  sessionMinutes: number;
  now: () => number;
}

/** Further tokens; the account's own token has the level OWNER. */
const levelsByToken: Record<string, AccessLevel> = {
  'sandbox-telecomx-personal': 'PERSONAL',
  'sandbox-telecomx-viewer': 'VIEWER',
  'sandbox-telecomx-reseller': 'RESELLER',
};
const validPassword = 'sandbox-password';
const validSmsKey = '123456';

/** Checks tokens and issues session tokens. Both throw a TelecomXError with status 401. */
export class TelecomXAuth {
  readonly #options: AuthOptions;
  /** When each session token expires, in milliseconds since 1970. */
  readonly #sessions = new Map<string, number>();

  constructor(options: AuthOptions) {
    this.#options = options;
  }

  rotateToken(token: string): void {
    this.#options.token = token;
  }

  /** Reads the token from the query, else from the header; the documentation mentions the query only. */
  authenticate(request: FakeRequest): AccessLevel {
    const token = request.query.get('token') ?? readBearerToken(request) ?? '';
    if (token === this.#options.token) return 'OWNER';
    const level = Object.hasOwn(levelsByToken, token) ? levelsByToken[token] : undefined;
    if (level !== undefined) return level;
    const expiresAtMs = this.#sessions.get(token);
    if (expiresAtMs === undefined) throw new TelecomXError(401, 'unauthorized');
    if (this.#options.now() >= expiresAtMs) throw new TelecomXError(401, 'session_expired');
    return 'OWNER';
  }

  /** The body of a response about a token. One that is not valid is an answer, too. */
  validateToken(query: URLSearchParams): Json {
    const { employee, customer } = this.#options.office;
    const token = query.get('token') ?? '';
    let accessLevel: AccessLevel;
    try {
      accessLevel = this.authenticate({ method: 'GET', path: '', query: new URLSearchParams({ token }), headers: {}, body: '' });
    } catch {
      return { success: false };
    }
    return {
      success: true,
      employee,
      customer,
      accessLevel,
      ...(query.get('extend') === 'true' && {
        name: 'Søren Kjær',
        language: 'da',
        customerName: 'Nordlys Logistics',
        customerFeatures: ['CUSTOMER', 'SIP', 'MVNO', 'PBX'],
      }),
    };
  }

  /** The body of a login response. The user `twofactor` needs a key that Telecom X would send by SMS. */
  login(body: string): Record<'token' | 'employee' | 'customer' | 'accessLevel', string> & { expiresInMinutes: number } {
    const input = tryParseJson(body);
    const { username, password, smsKey, persist = false } = isObject(input) ? input : {};
    if (password !== validPassword || (username !== 'sandbox' && username !== 'twofactor')) throw new TelecomXError(401, 'login_failed');
    if (username === 'twofactor' && smsKey !== validSmsKey) throw new TelecomXError(401, 'sms_key_required');
    // -1 is Telecom X's value for a session without expiry.
    const minutes = persist === true ? -1 : this.#options.sessionMinutes;
    const token = `sandbox-session-${this.#sessions.size + 1}`;
    this.#sessions.set(token, minutes === -1 ? Number.POSITIVE_INFINITY : this.#options.now() + minutes * 60_000);
    const { employee, customer } = this.#options.office;
    return { token, expiresInMinutes: minutes, employee, customer, accessLevel: 'OWNER' };
  }
}
