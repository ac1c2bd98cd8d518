// How the sandbox's tests ask the three providers, as plainly as their pages show it.
import type { Sandbox } from '@linekeeper/sandbox';

export type Row = Record<string, unknown>;

export interface RpcReply {
  id: unknown;
  result?: { metadata: { total_items?: number; version?: null; limits: Record<string, number> }; data: Row[] };
  error?: {
    code: number;
    message: string;
    data: { mnemonic: string; field?: string; value?: string; params?: Row; metadata: { limits: Record<string, number> } };
  };
}

export const tokens = { callgear: 'sandbox-callgear-token', telecomx: 'sandbox-telecomx-token', exolve: 'sandbox-exolve-key' };

export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    redirect: 'manual',
  });
}

export async function rpc(sandbox: Sandbox, method: string, params: Row = {}, token: string = tokens.callgear): Promise<RpcReply> {
  const body = { jsonrpc: '2.0', id: 1, method, params: { access_token: token, ...params } };
  const response = await post(`${sandbox.url}/callgear/v2.0`, body);
  // The shape is what the tests are about.
  return (await response.json()) as RpcReply;
}

/** The rows of a CallGear list, or a failure of the test. */
export async function rows(sandbox: Sandbox, method: string, params: Row = {}): Promise<Row[]> {
  const { result, error } = await rpc(sandbox, method, params);
  if (result === undefined) throw new Error(`refused: ${JSON.stringify(error)}`);
  return result.data;
}

export interface Reply {
  status: number;
  text: string;
  body: Row;
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  // Both REST providers answer with objects; plain text stays in `text`.
  return { status: response.status, text, body: text.startsWith('{') ? (JSON.parse(text) as Row) : {} };
}

export async function get(
  sandbox: Sandbox,
  path: string,
  query: Record<string, string> = {},
  token: string = tokens.telecomx,
): Promise<Reply> {
  const search = new URLSearchParams(token === '' ? query : { ...query, token });
  return read(await fetch(`${sandbox.url}/telecomx${path}?${search}`, { redirect: 'manual' }));
}

export async function exolve(sandbox: Sandbox, operation: string, body: unknown = {}, key: string = tokens.exolve): Promise<Reply> {
  const headers: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` };
  return read(await post(`${sandbox.url}/exolve/number/customer/v1/${operation}`, body, headers));
}

/** A list under one key of a REST answer. */
export function list(reply: Reply, key: string): Row[] {
  const found = reply.body[key];
  if (!Array.isArray(found)) throw new Error(`no list ${key}: ${reply.text.slice(0, 200)}`);
  return found;
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

export const ids = (found: Row[], key = 'id'): unknown[] => found.map(row => row[key]);
