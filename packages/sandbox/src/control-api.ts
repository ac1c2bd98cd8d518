// The door for whoever started the sandbox in another process: what it is, its faults, its record.

import { type Answer, type Ask, json } from './fake-provider.ts';
import type { FaultQueue } from './faults.ts';
import { checkFault } from './faults.ts';
import { type Json, parseJson } from './json.ts';
import type { SandboxRequest } from './request-log.ts';

function text(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function welcome(urls: string[]): Answer {
  const lines = ['Linekeeper sandbox: stand-ins for three telephony providers. Invented data, nothing here is real.', '', ...urls, ''];
  return text(200, lines.join('\n'));
}

function addFault(faults: FaultQueue, body: string): Answer {
  try {
    faults.add(checkFault(parseJson(body)));
    return json(200, { ok: true });
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

export function control(ask: Ask, faults: FaultQueue, requests: SandboxRequest[], urls: string[]): Answer {
  switch (`${ask.method} ${ask.path}`) {
    case 'GET /':
      return welcome(urls);
    case 'POST /sandbox/faults':
      return addFault(faults, ask.body);
    case 'DELETE /sandbox/faults':
      faults.clear();
      return json(200, { ok: true });
    case 'GET /sandbox/requests':
      // Parameters were decoded from JSON or a query, so they are JSON again.
      return json(200, { requests: requests as unknown as Json });
    default:
      return text(404, 'Nothing here.\n');
  }
}
