// Fake providers: loopback servers with just the rows that a test needs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isRecord } from '@linekeeper/core';
import { parseLosslessJson } from '../../packages/core/src/text/json.ts';
import { startLoopbackServer } from '../core/loopback-server.ts';

type Rows = readonly object[];

/** The rows of each list, by the name in the provider's documentation; `full` is the response with all fields, by default the same rows. */
export interface ProviderLists {
  'get.sip_lines'?: Rows;
  'get.virtual_numbers'?: Rows;
  'get.employees'?: Rows;
  'get.scenarios'?: Rows;
  'get.group_employees'?: Rows;
  'get.number_capacity_ids_user_charges_and_costs'?: Rows;
  'GET /sip'?: Rows;
  'GET /sip full'?: Rows;
  'GET /pbx/sipphone'?: Rows;
  GetSIPList?: Rows;
  GetList?: Rows;
}

/** Responds to a request in place of the lists, and returns true; false passes it on to them. */
export type RequestInterceptor = (listName: string, response: ServerResponse) => boolean;

type Provider = 'callgear' | 'telecomx' | 'exolve';

const keys = {
  callgear: { access_token: 'fake-callgear-access-token' },
  telecomx: { token: 'fake-telecomx-machine-token' },
  exolve: { api_key: 'fake-exolve-application-key' },
};

/** Starts a server for one account, closed after the test; returns the account configuration. */
export async function startFakeAccount(
  provider: Provider,
  name: string,
  lists: ProviderLists,
  intercept: RequestInterceptor = () => false,
): Promise<object> {
  const base_url = await startLoopbackServer(async (request, response) => {
    const { listName, offset, limit } = await parseListRequest(request);
    if (intercept(listName, response)) return;
    // Lists without rows are empty.
    const rows = lists[listName as keyof ProviderLists] ?? lists[listName.replace(' full', '') as keyof ProviderLists] ?? [];
    const page = rows.slice(offset, offset + limit);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(buildBody(listName, page, rows.length)));
  });
  return { name, provider, base_url, ...keys[provider] };
}

interface ListRequest {
  listName: string;
  offset: number;
  limit: number;
}

async function parseListRequest(request: IncomingMessage): Promise<ListRequest> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const body = await text(request);
  const message = body === '' ? undefined : parseLosslessJson(body);
  const rpc = isRecord(message) && isRecord(message.params) ? message.params : undefined;
  const parameters = rpc ?? (isRecord(message) ? message : Object.fromEntries(searchParams));
  const full = searchParams.get('full') === 'true' ? ' full' : '';
  const postedName = rpc !== undefined && isRecord(message) ? String(message.method) : pathname.split('/').at(-1);
  return {
    listName: request.method === 'GET' ? `GET ${pathname}${full}` : String(postedName),
    offset: Number(parameters.offset ?? 0),
    limit: Number(parameters.limit ?? 100),
  };
}

function buildBody(listName: string, page: Rows, total: number): object {
  if (listName.startsWith('get.')) return { jsonrpc: '2.0', id: 1, result: { data: page, metadata: { total_items: total } } };
  if (listName.startsWith('GET /sip')) return { sipAccounts: page, total };
  if (listName.startsWith('GET /pbx')) return { sipPhones: page, total };
  return listName === 'GetList' ? { numbers: page, total } : { sips: page };
}
