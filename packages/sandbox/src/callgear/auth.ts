// Who may call CallGear: permanent keys, session keys of a login, and partners who must say for whom they ask.
import type { CustomerUser } from '../company/moscow.ts';
import { CallGearError, missing, onlyKeys, wrongType, wrongValue } from './errors.ts';

export interface Caller {
  partner: boolean;
}

interface Door {
  key: string;
  users: CustomerUser[];
  sessionSeconds: number;
  now: () => number;
}

const agentKey = 'sandbox-callgear-agent';
const logins: Record<string, Caller> = { sandbox: { partner: false }, 'sandbox-agent': { partner: true } };
const password = 'sandbox-password';

export class Access {
  private readonly door: Door;
  private readonly sessions = new Map<string, Caller & { ends: number }>();

  constructor(door: Door) {
    this.door = door;
  }

  rotate(key: string): void {
    this.door.key = key;
  }

  login(params: Record<string, unknown>): { access_token: string; expire_at: number; app_id: number } {
    for (const field of ['login', 'password']) {
      if (params[field] === undefined) throw missing(field);
      if (typeof params[field] !== 'string') throw wrongType(field, undefined, 'string');
    }
    onlyKeys(params, ['login', 'password']);
    const caller = Object.hasOwn(logins, String(params.login)) ? logins[String(params.login)] : undefined;
    if (caller === undefined || params.password !== password) throw new CallGearError('auth_error', 'Login or password is wrong');
    const expire_at = Math.floor(this.door.now() / 1000) + this.door.sessionSeconds;
    const access_token = `sandbox-session-${this.sessions.size + 1}`;
    this.sessions.set(access_token, { ...caller, ends: expire_at });
    return { access_token, expire_at, app_id: 4017 };
  }

  caller(token: unknown): Caller {
    if (token === undefined || token === null) throw missing('access_token');
    // The value of a credential is never echoed.
    if (typeof token !== 'string') throw wrongType('access_token', undefined, 'string');
    if (token === this.door.key) return { partner: false };
    if (token === agentKey) return { partner: true };
    const session = this.sessions.get(token);
    if (session === undefined) throw new CallGearError('access_token_invalid', 'Access token is invalid');
    if (this.door.now() >= session.ends * 1000) throw new CallGearError('access_token_expired', 'Access token has expired');
    return session;
  }

  /** The customer whose data is asked for. The page demands `user_id` of partners; a customer may name itself. */
  customer(caller: Caller, userId: unknown): CustomerUser | undefined {
    const own = this.door.users[0];
    if (userId === undefined || userId === null) {
      if (caller.partner) throw missing('user_id');
      return own;
    }
    if (typeof userId !== 'number') throw wrongType('user_id', userId, 'number');
    const user = this.door.users.find(({ id }) => id === userId);
    if (!caller.partner && user !== own)
      throw new CallGearError('forbidden', 'No access to this user', { field: 'user_id', value: userId });
    if (user === undefined) throw wrongValue('user_id', userId);
    return user;
  }
}
