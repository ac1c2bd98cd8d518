// Test clients of the three fake providers, with plain requests as in the providers' documentation.
import type { Sandbox } from '@linekeeper/sandbox';

/** A row or a JSON object of a response. */
export type Row = Record<string, unknown>;

/** A JSON-RPC response of CallGear. */
export interface RpcResponse {
  id: unknown;
  result?: { metadata: { total_items?: number; version?: null; limits: Record<string, number> }; data: Row[] };
  error?: {
    code: number;
    message: string;
    data: { mnemonic: string; field?: string; value?: string; params?: Row; metadata: { limits: Record<string, number> } };
  };
}

/** The permanent credentials of the three accounts. */
export const credentials = { callgear: 'sandbox-callgear-token', telecomx: 'sandbox-telecomx-token', exolve: 'sandbox-exolve-key' };

/** Posts JSON; a string is sent as it is. Does not follow redirects. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    redirect: 'manual',
  });
}

/** Calls a method of CallGear. */
export async function callRpc(
  sandbox: Sandbox,
  method: string,
  params: Row = {},
  token: string = credentials.callgear,
): Promise<RpcResponse> {
  const body = { jsonrpc: '2.0', id: 1, method, params: { access_token: token, ...params } };
  const response = await post(`${sandbox.url}/callgear/v2.0`, body);
  // The tests assert the shape.
  return (await response.json()) as RpcResponse;
}

/** The rows of a CallGear list. Throws if CallGear returns an error. */
export async function listCallGearRows(sandbox: Sandbox, method: string, params: Row = {}): Promise<Row[]> {
  const { result, error } = await callRpc(sandbox, method, params);
  if (result === undefined) throw new Error(`CallGear returned an error: ${JSON.stringify(error)}`);
  return result.data;
}

/** A response of a REST provider; `body` is empty if it is not a JSON object. */
export interface RestResponse {
  status: number;
  text: string;
  body: Row;
}

async function readResponse(response: Response): Promise<RestResponse> {
  const text = await response.text();
  // Both REST providers return JSON objects; other bodies are in `text` only.
  return { status: response.status, text, body: text.startsWith('{') ? (JSON.parse(text) as Row) : {} };
}

/** Gets a path of Telecom X; an empty token sends none. */
export async function getTelecomX(
  sandbox: Sandbox,
  path: string,
  query: Record<string, string> = {},
  token: string = credentials.telecomx,
): Promise<RestResponse> {
  const search = new URLSearchParams(token === '' ? query : { ...query, token });
  return readResponse(await fetch(`${sandbox.url}/telecomx${path}?${search}`, { redirect: 'manual' }));
}

/** Calls an operation of Exolve; an empty key sends none. */
export async function postExolve(
  sandbox: Sandbox,
  operation: string,
  body: unknown = {},
  key: string = credentials.exolve,
): Promise<RestResponse> {
  const headers: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` };
  return readResponse(await post(`${sandbox.url}/exolve/number/customer/v1/${operation}`, body, headers));
}

/** The array under a key of a REST response. Throws if the key has another value. */
export function readList({ body, text }: RestResponse, key: string): Row[] {
  const list = body[key];
  if (!Array.isArray(list)) throw new Error(`no array ${key}: ${text.slice(0, 200)}`);
  return list;
}

/** True for JSON objects. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** The values of one field in all rows. */
export const pluck = (rows: Row[], key = 'id'): unknown[] => rows.map(row => row[key]);
