// The fake Telecom X REST API: GET with the token in the query, JSON responses.
import type { CopenhagenOffice } from '../company/copenhagen.ts';
import { type FakeProvider, type FakeRequest, type FakeResponse, jsonResponse, type ProviderFault } from '../fake-provider.ts';
import { isObject, type Json, tryParseJson } from '../json.ts';
import { changeLogPattern, listChanges } from './administration.ts';
import { TelecomXAuth } from './auth.ts';
import { TelecomXError } from './errors.ts';
import { inventoryPaths, listInventory } from './inventory.ts';
import { listSipAccounts, listSipPhones } from './lists.ts';
import { listVoiceUsage, voiceUsagePattern } from './voice-usage.ts';

interface TelecomXOptions {
  office: CopenhagenOffice;
  token: string;
  quirks: boolean;
  now: () => number;
  sessionMinutes: number;
}

const knownOperations = [
  'GET /sip',
  'GET /pbx/sipphone',
  'POST /auth/login',
  'GET /auth/validateToken',
  ...inventoryPaths.map(path => `GET ${path}`),
];

function getOperation({ method, path }: FakeRequest): string {
  if (method === 'GET' && changeLogPattern.test(path)) return 'GET /log/changelog';
  if (method === 'GET' && voiceUsagePattern.test(path)) return 'GET /sip/voiceUsage';
  const name = `${method} ${path}`;
  return knownOperations.includes(name) ? name : 'unknown';
}

/** The body of a successful response. Throws a TelecomXError. */
function execute({ office, quirks, now }: TelecomXOptions, auth: TelecomXAuth, request: FakeRequest): Json {
  const { query } = request;
  switch (getOperation(request)) {
    case 'POST /auth/login':
      return auth.login(request.body);
    case 'GET /auth/validateToken':
      return auth.validateToken(query);
    case 'GET /sip':
      return listSipAccounts({ office, query, quirks, level: auth.authenticate(request) });
    case 'GET /pbx/sipphone':
      return listSipPhones({ office, query, quirks, level: auth.authenticate(request) });
    case 'GET /sip/voiceUsage':
      return listVoiceUsage(request.path, { office, query, quirks, level: auth.authenticate(request) }, now());
    case 'GET /log/changelog':
      return listChanges(request.path, { office, query, quirks, level: auth.authenticate(request) });
    case 'unknown':
      throw new TelecomXError(404, 'not_found');
    default:
      return listInventory(request.path, { office, query, quirks, level: auth.authenticate(request) });
  }
}

function toFaultResponse(fault: ProviderFault): FakeResponse {
  switch (fault.kind) {
    case 'rate_limited':
      return jsonResponse(429, { error: 'too_many_requests' }, { 'retry-after': String(fault.seconds ?? 1) });
    case 'day_limit':
      return jsonResponse(429, { error: 'too_many_requests' }, { 'retry-after': '86400' });
    case 'internal':
      return jsonResponse(500, { error: 'internal_error' });
    case 'ip_denied':
      return jsonResponse(403, { error: 'access_denied' });
    case 'two_factor':
      return jsonResponse(401, { error: 'sms_key_required' });
  }
}

/** The fake Telecom X, serving the rows of the Copenhagen office. */
export function createTelecomX(options: TelecomXOptions): FakeProvider {
  const { office, token, sessionMinutes, now } = options;
  const auth = new TelecomXAuth({ office, token, sessionMinutes, now });
  return {
    name: 'telecomx',
    prefix: '/telecomx',
    getOperation,
    getParameters(request) {
      const body = tryParseJson(request.body);
      return { ...Object.fromEntries(request.query), ...(isObject(body) && body) };
    },
    handle(request) {
      try {
        return jsonResponse(200, execute(options, auth, request));
      } catch (error) {
        if (error instanceof TelecomXError) return jsonResponse(error.status, { error: error.message });
        throw error;
      }
    },
    toFaultResponse,
    rotateCredential: newToken => auth.rotateToken(newToken),
  };
}
