// Providers of the tests' own: small servers on loopback with just the rows that a test needs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isRecord, parseJson } from '@linekeeper/core';
import { serve } from '../core/loopback-server.ts';

type Rows = readonly object[];

/** The rows of each list, under the name that the provider's page gives it. A full list stands in for the shape with all fields. */
export interface Lists {
  'get.sip_lines'?: Rows;
  'get.virtual_numbers'?: Rows;
  'GET /sip'?: Rows;
  'GET /sip full'?: Rows;
  'GET /pbx/sipphone'?: Rows;
  GetSIPList?: Rows;
  GetList?: Rows;
}

/** Answers a request instead of the lists; false leaves it to them. */
export type Instead = (asked: string, response: ServerResponse) => boolean;

type Provider = 'callgear' | 'telecomx' | 'exolve';

const keys = {
  callgear: { access_token: 'fake-callgear-access-token' },
  telecomx: { token: 'fake-telecomx-machine-token' },
  exolve: { api_key: 'fake-exolve-application-key' },
};

/** An account at a server of its own, which lives as long as the test. */
export async function accountAt(provider: Provider, name: string, lists: Lists, instead: Instead = () => false): Promise<object> {
  const base_url = await serve(async (request, response) => {
    const { asked, offset, limit } = await readAsked(request);
    if (instead(asked, response)) return;
    // A list that the test does not give is empty.
    const rows = lists[asked as keyof Lists] ?? lists[asked.replace(' full', '') as keyof Lists] ?? [];
    const page = rows.slice(offset, offset + limit);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(bodyOf(asked, page, rows.length)));
  });
  return { name, provider, base_url, ...keys[provider] };
}

interface Asked {
  asked: string;
  offset: number;
  limit: number;
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://own');
  const body = await text(request);
  const message = body === '' ? undefined : parseJson(body);
  const rpc = isRecord(message) && isRecord(message.params) ? message.params : undefined;
  const place = rpc ?? (isRecord(message) ? message : Object.fromEntries(searchParams));
  const full = searchParams.get('full') === 'true' ? ' full' : '';
  const posted = rpc !== undefined && isRecord(message) ? String(message.method) : pathname.split('/').at(-1);
  return {
    asked: request.method === 'GET' ? `GET ${pathname}${full}` : String(posted),
    offset: Number(place.offset ?? 0),
    limit: Number(place.limit ?? 100),
  };
}

function bodyOf(asked: string, page: Rows, total: number): object {
  if (asked.startsWith('get.')) return { jsonrpc: '2.0', id: 1, result: { data: page, metadata: { total_items: total } } };
  if (asked.startsWith('GET /sip')) return { sipAccounts: page, total };
  if (asked.startsWith('GET /pbx')) return { sipPhones: page, total };
  return asked === 'GetList' ? { numbers: page, total } : { sips: page };
}
