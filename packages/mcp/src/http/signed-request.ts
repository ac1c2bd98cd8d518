// Authenticates requests that are signed as a whole instead of carrying a token, as Slackbot sends them.
import { type AllowedAccounts, isRecord } from '@linekeeper/core';
import { type AuthInfo, isJsonContentType } from '@modelcontextprotocol/server';
import { toAuthInfo } from '../caller.ts';
import { parseMessage, readBody } from './request-body.ts';
import { jsonRpcErrorResponse } from './responses.ts';

/** Checks signatures, and finds out who sent a request. */
export interface SignatureVerifier {
  /** True if a request carries a part of a signature. */
  isSigned(headers: Headers): boolean;
  /** Returns why the signature of the raw body is rejected; undefined if it is valid. */
  verify(headers: Headers, body: Uint8Array): Promise<string | undefined>;
  /** Returns false if a request with the same valid signature was claimed before. */
  claim(headers: Headers): boolean;
  /** Returns the caller that the metadata of a request names, or why access is refused; undefined if it names none. */
  identify(metadata: unknown): Promise<{ name: string; accounts: AllowedAccounts } | { reason: string; message: string } | undefined>;
}

/** A request whose signature is valid. */
export interface SignedMessage {
  json: unknown;
  authInfo: AuthInfo;
}

/** Requests that tell the same to everyone: Slack connects, and lists the tools, before a person asks. */
const anonymousMethods: readonly unknown[] = [
  'initialize',
  'server/discover',
  'ping',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'notifications/initialized',
  'notifications/cancelled',
];

/** Reads a signed message, or returns the response of a rejected one. Fails closed: a request that is incomplete or ambiguous is rejected before anything is read. */
export async function readSignedMessage(
  request: Request,
  verifier: SignatureVerifier,
  log: (message: string) => void,
): Promise<SignedMessage | Response> {
  const reject = (status: number, code: number, reason: string, message: string) => {
    log(`http: rejected: signed request: ${reason}`);
    return jsonRpcErrorResponse({ code, message }, { status });
  };
  const { headers } = request;
  if (headers.has('authorization')) return reject(401, -32_000, 'signature and token at once', 'Send a signature or a token, not both.');
  if (headers.has('content-encoding')) return reject(400, -32_600, 'content encoding', 'A signed body must not be compressed.');
  if (!isJsonContentType(headers.get('content-type'))) return reject(400, -32_600, 'content type', 'The body must be application/json.');
  const bytes = await readBody(request);
  if (bytes instanceof Response) return reject(bytes.status, -32_000, 'request body', 'The request is too large.');
  const problem = await verifier.verify(headers, bytes);
  if (problem !== undefined) return reject(401, -32_000, problem, 'The signature of the request is not valid.');
  const parsed = parseMessage(bytes);
  if (parsed instanceof Response) {
    log('http: rejected: signed request: not one JSON-RPC message');
    return parsed;
  }
  const { json } = parsed;
  const { method, params } = isRecord(json) ? json : {};
  const caller = await verifier.identify(isRecord(params) ? params._meta : undefined);
  if (caller !== undefined && 'reason' in caller) return reject(401, -32_000, caller.reason, caller.message);
  if (caller === undefined && !anonymousMethods.includes(method))
    return reject(400, -32_600, 'no identity', 'params._meta.slack is missing: the request does not say who asks.');
  // Requests that name no person are equal by chance: Slack connects for several people in one second.
  if (caller !== undefined && !verifier.claim(headers))
    return reject(401, -32_000, 'replayed', 'The request was answered before. Sign it again.');
  return { json, authInfo: toAuthInfo({ ...(caller ?? { name: 'slack', accounts: [] }), isSlackbot: true }) };
}
