// MTS Exolve's Numbering API: always POST, JSON in and out, the key in the Authorization header.
import type { Kazan } from '../company/kazan.ts';
import { type Answer, type Ask, bearer, json, type Refusal, type StandIn } from '../fake-provider.ts';
import { isObject, parseJson } from '../json.ts';
import { ExolveError, refuse } from './errors.ts';
import { readMessage } from './message.ts';
import { numbers } from './numbers.ts';
import { SipIds } from './sips.ts';

interface Settings {
  office: Kazan;
  key: string;
  quirks: boolean;
}

const paths: Record<string, string> = {
  '/number/customer/v1/GetSIPList': 'GetSIPList',
  '/number/customer/v1/GetList': 'GetList',
};

/** The key of a customer who has stopped paying. */
const inactiveKey = 'sandbox-exolve-inactive';

function operation({ path }: Ask): string {
  return paths[path] ?? 'unknown';
}

function refusal(fault: Refusal): Answer {
  switch (fault.kind) {
    case 'rate_limited':
      return json(429, { message: 'Too Many Requests' }, { 'retry-after': String(fault.seconds ?? 1) });
    case 'day_limit':
      return json(429, { message: 'Too Many Requests' }, { 'retry-after': '86400' });
    case 'internal':
      return json(500, { message: 'internal_error' });
    case 'ip_denied':
      return json(403, { message: 'Forbidden' });
    case 'two_factor':
      return json(401, { message: 'Unauthorized' });
  }
}

function result(settings: Settings, sips: SipIds, ask: Ask): string {
  if (operation(ask) === 'unknown') throw new ExolveError(404, 'Not Found');
  if (ask.method !== 'POST') throw new ExolveError(405, 'Method Not Allowed');
  const key = bearer(ask);
  if (key !== settings.key && key !== inactiveKey) throw new ExolveError(401, 'Unauthorized');
  if (key === inactiveKey) throw new ExolveError(400, 'Error adding SIP: customer is not active');
  const message = readMessage(ask.body);
  return operation(ask) === 'GetSIPList' ? sips.list(message) : JSON.stringify(numbers(settings.office, message, settings.quirks));
}

export function exolve(given: Settings): StandIn {
  const settings = { ...given };
  const sips = new SipIds(settings.office, settings.quirks);
  return {
    provider: 'exolve',
    prefix: '/exolve',
    operation,
    parameters(ask) {
      const message = parseJson(ask.body);
      return isObject(message) ? message : {};
    },
    answer(ask) {
      try {
        return { status: 200, headers: { 'content-type': 'application/json' }, body: result(settings, sips, ask) };
      } catch (error) {
        if (error instanceof ExolveError) return refuse(error, settings.quirks);
        throw error;
      }
    },
    refusal,
    rotate(key) {
      settings.key = key;
    },
  };
}
