// Telecom X: a REST API whose token travels in the query, with JSON answers.
import type { Copenhagen } from '../company/copenhagen.ts';
import { type Answer, type Ask, json, type Refusal, type StandIn } from '../fake-provider.ts';
import { isObject, type Json, parseJson } from '../json.ts';
import { Access } from './auth.ts';
import { TelecomXError } from './errors.ts';
import { sipAccounts, sipPhones } from './lists.ts';

interface Settings {
  office: Copenhagen;
  key: string;
  quirks: boolean;
  now: () => number;
  sessionMinutes: number;
}

const known = ['GET /sip', 'GET /pbx/sipphone', 'POST /auth/login'];

function operation({ method, path }: Ask): string {
  const name = `${method} ${path}`;
  return known.includes(name) ? name : 'unknown';
}

function result(settings: Settings, access: Access, ask: Ask): Json {
  const { office, quirks } = settings;
  const { query } = ask;
  switch (operation(ask)) {
    case 'POST /auth/login':
      return access.login(ask.body);
    case 'GET /sip':
      return sipAccounts({ office, query, quirks, level: access.level(ask) });
    case 'GET /pbx/sipphone':
      return sipPhones({ office, query, quirks, level: access.level(ask) });
    default:
      throw new TelecomXError(404, 'not_found');
  }
}

function refusal(fault: Refusal): Answer {
  switch (fault.kind) {
    case 'rate_limited':
      return json(429, { error: 'too_many_requests' }, { 'retry-after': String(fault.seconds ?? 1) });
    case 'day_limit':
      return json(429, { error: 'too_many_requests' }, { 'retry-after': '86400' });
    case 'internal':
      return json(500, { error: 'internal_error' });
    case 'ip_denied':
      return json(403, { error: 'access_denied' });
    case 'two_factor':
      return json(401, { error: 'sms_key_required' });
  }
}

export function telecomx(settings: Settings): StandIn {
  const { office, key, sessionMinutes, now } = settings;
  const access = new Access({ office, key, sessionMinutes, now });
  return {
    provider: 'telecomx',
    prefix: '/telecomx',
    operation,
    parameters(ask) {
      const body = parseJson(ask.body);
      return { ...Object.fromEntries(ask.query), ...(isObject(body) && body) };
    },
    answer(ask) {
      try {
        return json(200, result(settings, access, ask));
      } catch (error) {
        if (error instanceof TelecomXError) return json(error.status, { error: error.message });
        throw error;
      }
    },
    refusal,
    rotate: next => access.rotate(next),
  };
}
