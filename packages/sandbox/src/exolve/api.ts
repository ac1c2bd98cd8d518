// The fake MTS Exolve Numbering API: POST only, JSON in both directions, the API key as bearer token.
import type { KazanOffice } from '../company/kazan.ts';
import {
  type FakeProvider,
  type FakeRequest,
  type FakeResponse,
  jsonResponse,
  type ProviderFault,
  readBearerToken,
} from '../fake-provider.ts';
import { isObject, tryParseJson } from '../json.ts';
import { getAttributes } from './attributes.ts';
import { ExolveError, toErrorResponse } from './errors.ts';
import { parseMessage } from './message.ts';
import { listNumbers } from './numbers.ts';
import { SipIdList } from './sips.ts';

interface ExolveOptions {
  office: KazanOffice;
  apiKey: string;
  quirks: boolean;
}

const operationsByPath: Record<string, string> = {
  '/number/customer/v1/GetSIPList': 'GetSIPList',
  '/number/customer/v1/GetList': 'GetList',
  '/number/v1/GetAttributes': 'GetAttributes',
};

/** The key of a customer whose account is suspended. */
const inactiveKey = 'sandbox-exolve-inactive';

function getOperation({ path }: FakeRequest): string {
  return operationsByPath[path] ?? 'unknown';
}

function toFaultResponse(fault: ProviderFault): FakeResponse {
  switch (fault.kind) {
    case 'rate_limited':
      return jsonResponse(429, { message: 'Too Many Requests' }, { 'retry-after': String(fault.seconds ?? 1) });
    case 'day_limit':
      return jsonResponse(429, { message: 'Too Many Requests' }, { 'retry-after': '86400' });
    case 'internal':
      return jsonResponse(500, { message: 'internal_error' });
    case 'ip_denied':
      return jsonResponse(403, { message: 'Forbidden' });
    case 'two_factor':
      return jsonResponse(401, { message: 'Unauthorized' });
  }
}

/** The JSON text of a successful response. Throws an ExolveError. */
function execute(options: ExolveOptions, sipIds: SipIdList, request: FakeRequest): string {
  const operation = getOperation(request);
  if (operation === 'unknown') throw new ExolveError(404, 'Not Found');
  if (request.method !== 'POST') throw new ExolveError(405, 'Method Not Allowed');
  const key = readBearerToken(request);
  if (key !== options.apiKey && key !== inactiveKey) throw new ExolveError(401, 'Unauthorized');
  if (key === inactiveKey) throw new ExolveError(400, 'Error adding SIP: customer is not active');
  const message = parseMessage(request.body);
  if (operation === 'GetAttributes') return JSON.stringify(getAttributes(options.office, message));
  return operation === 'GetSIPList' ? sipIds.toListJson(message) : JSON.stringify(listNumbers(options.office, message, options.quirks));
}

/** The fake MTS Exolve, serving the rows of the Kazan office. */
export function createExolve(input: ExolveOptions): FakeProvider {
  const options = { ...input };
  const sipIds = new SipIdList(options.office, options.quirks);
  return {
    name: 'exolve',
    prefix: '/exolve',
    getOperation,
    getParameters(request) {
      const message = tryParseJson(request.body);
      return isObject(message) ? message : {};
    },
    handle(request) {
      try {
        return { status: 200, headers: { 'content-type': 'application/json' }, body: execute(options, sipIds, request) };
      } catch (error) {
        if (error instanceof ExolveError) return toErrorResponse(error, options.quirks);
        throw error;
      }
    },
    toFaultResponse,
    rotateCredential(apiKey) {
      options.apiKey = apiKey;
    },
  };
}
