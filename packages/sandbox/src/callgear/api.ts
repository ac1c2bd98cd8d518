// CallGear's Data API: JSON-RPC 2.0 over POST, every refusal with HTTP 200.
import type { Moscow } from '../company/moscow.ts';
import { type Answer, type Ask, json, type Refusal, type StandIn } from '../fake-provider.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { Access } from './auth.ts';
import { CallGearError } from './errors.ts';
import type { FilterRules } from './filter.ts';
import { type Method, methods } from './methods.ts';
import { readListing } from './parameters.ts';
import { Budget, type CallGearLimits } from './quota.ts';

interface Settings extends FilterRules {
  office: Moscow;
  key: string;
  quirks: boolean;
  now: () => number;
  sessionSeconds: number;
  limits: CallGearLimits;
}

interface Call {
  id: string | number;
  method: string;
  params: Record<string, unknown>;
}

function parse(ask: Ask): Call {
  const message = parseJson(ask.body);
  if (message === undefined) throw new CallGearError('parse_error', 'The request is no JSON');
  if (Array.isArray(message)) throw new CallGearError('batch_operations_not_supported', 'Batch operations are not supported');
  if (!isObject(message)) throw new CallGearError('invalid_request', 'The request is no object');
  const { jsonrpc, id, method, params = {} } = message;
  if (!('id' in message)) throw new CallGearError('notifications_not_supported', 'Notifications are not supported');
  const json = (ask.headers['content-type'] ?? '').startsWith('application/json');
  const identified = typeof id === 'string' || typeof id === 'number';
  if (!json || jsonrpc !== '2.0' || !identified || typeof method !== 'string' || !isObject(params)) {
    throw new CallGearError('invalid_request', 'The request is no JSON-RPC 2.0 request');
  }
  return { id, method, params };
}

/** The id of a message that may be wrong in every other way. */
function idOf(ask: Ask): string | number | null {
  const message = parseJson(ask.body);
  const id = isObject(message) ? message.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

class Office {
  readonly access: Access;
  readonly budget: Budget;
  private readonly settings: Settings;
  private readonly methods: Record<string, Method>;

  constructor(settings: Settings) {
    const { office, key, quirks, now, sessionSeconds, limits } = settings;
    this.settings = settings;
    this.methods = methods(office, quirks);
    this.access = new Access({ key, users: office.users, sessionSeconds, now });
    this.budget = new Budget(limits, now);
  }

  metadata(more: JsonObject = {}): JsonObject {
    return { ...more, limits: this.budget.report(), ...(this.settings.quirks && { version: null }) };
  }

  result({ method: name, params }: Call): JsonObject {
    if (name === 'login.user') {
      this.budget.check();
      const data = this.access.login(params);
      this.budget.charge();
      return { metadata: this.metadata(), data };
    }
    const method = Object.hasOwn(this.methods, name) ? this.methods[name] : undefined;
    if (method === undefined) throw new CallGearError('method_not_found', `There is no method "${name}"`);
    const caller = this.access.caller(params.access_token);
    this.budget.check();
    if (method.partnersOnly && !caller.partner) throw new CallGearError('forbidden', 'Partners only');
    const listing = readListing(params, method.fields, !method.partnersOnly, this.settings);
    const customer = method.partnersOnly ? undefined : this.access.customer(caller, params.user_id);
    // Other customers of the partner exist and own nothing.
    const owner = method.partnersOnly || customer === this.settings.office.users[0];
    const found = (owner ? method.rows : []).filter(listing.keep).sort(listing.compare);
    const page = found.slice(listing.offset, listing.offset + listing.limit);
    const data = page.map(row => Object.fromEntries(listing.columns.map(column => [column, row[column] ?? null])));
    this.budget.charge();
    // Rows are made of the company's plain values.
    return { metadata: this.metadata({ total_items: found.length }), data: data as Json };
  }

  answer(ask: Ask): Answer {
    try {
      const call = parse(ask);
      return json(200, { jsonrpc: '2.0', id: call.id, result: this.result(call) });
    } catch (error) {
      if (!(error instanceof CallGearError)) throw error;
      return this.failure(ask, error);
    }
  }

  failure(ask: Ask, error: CallGearError, metadata = this.metadata()): Answer {
    return json(200, { jsonrpc: '2.0', id: idOf(ask), error: error.body(metadata) });
  }
}

function refusal(office: Office, fault: Refusal, ask: Ask): Answer {
  const limits = office.budget.report();
  switch (fault.kind) {
    case 'rate_limited':
      limits.minute_remaining = 0;
      limits.minute_reset = fault.seconds ?? limits.minute_reset;
      return office.failure(ask, office.budget.exceeded('minute'), { ...office.metadata(), limits });
    case 'day_limit':
      limits.day_remaining = 0;
      return office.failure(ask, office.budget.exceeded('day'), { ...office.metadata(), limits });
    case 'internal':
      return office.failure(ask, new CallGearError('internal_error', 'Internal error'));
    case 'ip_denied':
      return office.failure(ask, new CallGearError('ip_not_whitelisted', 'Your IP address is not in the white list'));
    case 'two_factor':
      return office.failure(ask, new CallGearError('auth_error', 'A second factor is required'));
  }
}

export function callgear(settings: Settings): StandIn {
  const office = new Office(settings);
  const field = (ask: Ask, name: string): unknown => {
    const message = parseJson(ask.body);
    return isObject(message) ? message[name] : undefined;
  };
  return {
    provider: 'callgear',
    prefix: '/callgear/v2.0',
    operation: ask => String(field(ask, 'method') ?? 'unknown'),
    parameters: ask => field(ask, 'params') ?? {},
    answer(ask) {
      if (ask.path !== '' && ask.path !== '/') return { status: 404, body: 'Not Found' };
      if (ask.method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: 'Method Not Allowed' };
      return office.answer(ask);
    },
    refusal: (fault, ask) => refusal(office, fault, ask),
    rotate: key => office.access.rotate(key),
  };
}
