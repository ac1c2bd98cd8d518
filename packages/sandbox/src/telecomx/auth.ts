// Who may call Telecom X: machine tokens of several access levels, and sessions of a login that end by themselves.
import type { Copenhagen } from '../company/copenhagen.ts';
import { type Ask, bearer } from '../fake-provider.ts';
import { isObject, parseJson } from '../json.ts';
import { TelecomXError } from './errors.ts';

export type Level = 'PERSONAL' | 'VIEWER' | 'OWNER' | 'RESELLER';

interface Door {
  office: Copenhagen;
  key: string;
  sessionMinutes: number;
  now: () => number;
}

/** Tokens beside the account's own, which is an OWNER's. */
const tokens: Record<string, Level> = {
  'sandbox-telecomx-personal': 'PERSONAL',
  'sandbox-telecomx-viewer': 'VIEWER',
  'sandbox-telecomx-reseller': 'RESELLER',
};
const password = 'sandbox-password';

export class Access {
  private readonly door: Door;
  private readonly sessions = new Map<string, number>();

  constructor(door: Door) {
    this.door = door;
  }

  rotate(key: string): void {
    this.door.key = key;
  }

  /** The token of the query, or else of the header; the pages name the query alone. */
  level(ask: Ask): Level {
    const token = ask.query.get('token') ?? bearer(ask) ?? '';
    if (token === this.door.key) return 'OWNER';
    const level = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
    if (level !== undefined) return level;
    const ends = this.sessions.get(token);
    if (ends === undefined) throw new TelecomXError(401, 'unauthorized');
    if (this.door.now() >= ends) throw new TelecomXError(401, 'session_expired');
    return 'OWNER';
  }

  /** The user `twofactor` needs a key that only a person receives. */
  login(body: string): Record<'token' | 'employee' | 'customer' | 'accessLevel', string> & { expiresInMinutes: number } {
    const asked = parseJson(body);
    const { username, password: given, smsKey, persist = false } = isObject(asked) ? asked : {};
    if (given !== password || (username !== 'sandbox' && username !== 'twofactor')) throw new TelecomXError(401, 'login_failed');
    if (username === 'twofactor' && smsKey !== '123456') throw new TelecomXError(401, 'sms_key_required');
    const minutes = persist === true ? -1 : this.door.sessionMinutes;
    const token = `sandbox-session-${this.sessions.size + 1}`;
    this.sessions.set(token, minutes === -1 ? Number.POSITIVE_INFINITY : this.door.now() + minutes * 60_000);
    const { employee, customer } = this.door.office;
    return { token, expiresInMinutes: minutes, employee, customer, accessLevel: 'OWNER' };
  }
}
