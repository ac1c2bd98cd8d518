// The control API: lets tests and other processes add faults and read the recorded requests over HTTP.

import { type FakeRequest, type FakeResponse, jsonResponse } from './fake-provider.ts';
import type { FaultQueue } from './faults.ts';
import { parseFault } from './faults.ts';
import { type Json, tryParseJson } from './json.ts';
import type { SandboxRequest } from './request-log.ts';

function textResponse(status: number, body: string): FakeResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function welcomeResponse(urls: string[]): FakeResponse {
  const rows = ['Linekeeper sandbox: fake servers of three telephony providers. All data is invented.', '', ...urls, ''];
  return textResponse(200, rows.join('\n'));
}

function addFault(faults: FaultQueue, body: string): FakeResponse {
  try {
    faults.add(parseFault(tryParseJson(body)));
    return jsonResponse(200, { ok: true });
  } catch (error) {
    return jsonResponse(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Responds to a request outside the providers' prefixes: `GET /`, `POST` and `DELETE /sandbox/faults`, `GET /sandbox/requests`.
 * `urls` are the providers' base URLs, one per text line of the welcome page.
 */
export function handleControlRequest(request: FakeRequest, faults: FaultQueue, recorded: SandboxRequest[], urls: string[]): FakeResponse {
  switch (`${request.method} ${request.path}`) {
    case 'GET /':
      return welcomeResponse(urls);
    case 'POST /sandbox/faults':
      return addFault(faults, request.body);
    case 'DELETE /sandbox/faults':
      faults.clear();
      return jsonResponse(200, { ok: true });
    case 'GET /sandbox/requests':
      // Parameters were decoded from JSON or a query, so they can be encoded as JSON again.
      return jsonResponse(200, { requests: recorded as unknown as Json });
    default:
      return textResponse(404, 'Not found.\n');
  }
}
