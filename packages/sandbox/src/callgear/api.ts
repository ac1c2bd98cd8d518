// The fake CallGear Data API: JSON-RPC 2.0 over POST; every error has HTTP status 200.
import type { MoscowOffice } from '../company/moscow.ts';
import { type FakeProvider, type FakeRequest, type FakeResponse, jsonResponse, type ProviderFault } from '../fake-provider.ts';
import { isObject, type Json, type JsonObject, tryParseJson } from '../json.ts';
import { getAccount } from './account.ts';
import { CallGearAuth } from './auth.ts';
import { CallGearError, dataTypeError, missingParameterError } from './errors.ts';
import type { FilterOptions } from './filter.ts';
import { createListMethods, type ListMethod } from './methods.ts';
import { parseListParameters } from './parameters.ts';
import { type CallGearLimits, RequestQuota } from './quota.ts';

interface CallGearOptions extends FilterOptions {
  office: MoscowOffice;
  accessToken: string;
  quirks: boolean;
  now: () => number;
  sessionSeconds: number;
  limits: CallGearLimits;
}

interface RpcRequest {
  id: string | number;
  method: string;
  params: Record<string, unknown>;
}

function parseRequest(request: FakeRequest): RpcRequest {
  const message = tryParseJson(request.body);
  if (message === undefined) throw new CallGearError('parse_error', 'The request is not JSON');
  if (Array.isArray(message)) throw new CallGearError('batch_operations_not_supported', 'Batch operations are not supported');
  if (!isObject(message)) throw new CallGearError('invalid_request', 'The request is not an object');
  const { jsonrpc, id, method, params = {} } = message;
  if (!('id' in message)) throw new CallGearError('notifications_not_supported', 'Notifications are not supported');
  const hasJsonType = (request.headers['content-type'] ?? '').startsWith('application/json');
  const hasValidId = typeof id === 'string' || typeof id === 'number';
  if (!hasJsonType || jsonrpc !== '2.0' || !hasValidId || typeof method !== 'string' || !isObject(params)) {
    throw new CallGearError('invalid_request', 'The request is not a JSON-RPC 2.0 request');
  }
  return { id, method, params };
}

/** The id of a message that may be invalid otherwise; null if it has none. */
function readId(request: FakeRequest): string | number | null {
  const message = tryParseJson(request.body);
  const id = isObject(message) ? message.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** A required list of ids. Throws a CallGearError. */
function readIds(params: Record<string, unknown>, name: string): unknown[] {
  const ids = params[name];
  if (ids === undefined) throw missingParameterError(name);
  if (!Array.isArray(ids) || !ids.every(id => typeof id === 'number')) throw dataTypeError(name, ids, 'array of numbers');
  return ids;
}

class CallGearApi {
  readonly auth: CallGearAuth;
  readonly quota: RequestQuota;
  readonly #options: CallGearOptions;
  readonly #methods: Record<string, ListMethod>;

  constructor(options: CallGearOptions) {
    const { office, accessToken, quirks, now, sessionSeconds, limits, brand } = options;
    this.#options = options;
    this.#methods = createListMethods(office, quirks, brand);
    this.auth = new CallGearAuth({ accessToken, users: office.users, sessionSeconds, now });
    this.quota = new RequestQuota(limits, now);
  }

  buildMetadata(extra: JsonObject = {}): JsonObject {
    return { ...extra, limits: this.quota.getLimits(), ...(this.#options.quirks && { version: null }) };
  }

  /** The `result` of a JSON-RPC response. Throws a CallGearError. */
  execute({ method: name, params }: RpcRequest): JsonObject {
    if (name === 'login.user') {
      this.quota.check();
      const data = this.auth.login(params);
      this.quota.charge();
      return { metadata: this.buildMetadata(), data };
    }
    if (name === 'getobj.account') {
      const client = this.auth.authenticate(params.access_token);
      this.quota.check();
      const data = getAccount(this.#options.office, client, params);
      this.quota.charge();
      return { metadata: this.buildMetadata(), data };
    }
    const method = Object.hasOwn(this.#methods, name) ? this.#methods[name] : undefined;
    if (method === undefined) throw new CallGearError('method_not_found', `Unknown method "${name}"`);
    const client = this.auth.authenticate(params.access_token);
    this.quota.check();
    if (method.partnersOnly && !client.isPartner) throw new CallGearError('forbidden', 'Partners only');
    const list = parseListParameters(params, method.fields, method, this.#options);
    const ids = method.idParameter === undefined ? undefined : readIds(params, method.idParameter);
    const customer = method.partnersOnly ? undefined : this.auth.resolveCustomer(client, params.user_id);
    // The partner's other customers exist but have no rows.
    const hasRows = method.partnersOnly || customer === this.#options.office.users[0];
    const matching = (hasRows ? method.rows : [])
      .filter(row => ids?.includes(row.id) ?? true)
      .filter(list.matches)
      .sort(list.compare);
    const page = matching.slice(list.offset, list.offset + list.limit);
    const data = page.map(row => Object.fromEntries(list.fields.map(field => [field, row[field] ?? null])));
    this.quota.charge();
    // Rows consist of JSON values only.
    return { metadata: this.buildMetadata({ total_items: matching.length }), data: data as Json };
  }

  handle(request: FakeRequest): FakeResponse {
    try {
      const rpc = parseRequest(request);
      return jsonResponse(200, { jsonrpc: '2.0', id: rpc.id, result: this.execute(rpc) });
    } catch (error) {
      if (!(error instanceof CallGearError)) throw error;
      return this.errorResponse(request, error);
    }
  }

  errorResponse(request: FakeRequest, error: CallGearError, metadata = this.buildMetadata()): FakeResponse {
    return jsonResponse(200, { jsonrpc: '2.0', id: readId(request), error: error.toJson(metadata) });
  }
}

function toFaultResponse(api: CallGearApi, fault: ProviderFault, request: FakeRequest): FakeResponse {
  const limits = api.quota.getLimits();
  switch (fault.kind) {
    case 'rate_limited':
      limits.minute_remaining = 0;
      limits.minute_reset = fault.seconds ?? limits.minute_reset;
      return api.errorResponse(request, api.quota.exceededError('minute'), { ...api.buildMetadata(), limits });
    case 'day_limit':
      limits.day_remaining = 0;
      return api.errorResponse(request, api.quota.exceededError('day'), { ...api.buildMetadata(), limits });
    case 'internal':
      return api.errorResponse(request, new CallGearError('internal_error', 'Internal error'));
    case 'ip_denied':
      return api.errorResponse(request, new CallGearError('ip_not_whitelisted', 'Your IP 198.51.100.7 is not whitelisted'));
    case 'two_factor':
      return api.errorResponse(request, new CallGearError('auth_error', 'A second factor is required'));
  }
}

/** The fake CallGear, serving the rows of the Moscow office. */
export function createCallGear(options: CallGearOptions): FakeProvider {
  const api = new CallGearApi(options);
  const readMember = (request: FakeRequest, name: string): unknown => {
    const message = tryParseJson(request.body);
    return isObject(message) ? message[name] : undefined;
  };
  return {
    name: 'callgear',
    prefix: '/callgear/v2.0',
    getOperation: request => String(readMember(request, 'method') ?? 'unknown'),
    getParameters: request => readMember(request, 'params') ?? {},
    handle(request) {
      if (request.path !== '' && request.path !== '/') return { status: 404, body: 'Not Found' };
      if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: 'Method Not Allowed' };
      return api.handle(request);
    },
    toFaultResponse: (fault, request) => toFaultResponse(api, fault, request),
    rotateCredential: accessToken => api.auth.rotateAccessToken(accessToken),
  };
}
