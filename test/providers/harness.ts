// Helpers of the provider tests: lookups in the provider registry, requests and handmade responses.
import {
  type HttpRequest,
  type HttpResponse,
  type Input,
  isRecord,
  LinekeeperError,
  type Operation,
  type Provider,
} from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';

/** The operation of that name. */
export function getOperation(name: string): Operation {
  const found = operations.find(operation => operation.name === name);
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found;
}

/** The provider of that name. */
export function getProvider(name: string): Provider {
  const found = providers.find(provider => provider.name === name);
  if (found === undefined) throw new Error(`no provider ${name}`);
  return found;
}

/** CallGear's SIP lines. */
export const sipLines = getOperation('callgear_list_sip_lines');
/** CallGear's virtual numbers. */
export const virtualNumbers = getOperation('callgear_list_virtual_numbers');

/** The request for the first 25 rows. */
export const createRequest = (operation: Operation, input: Input): HttpRequest => operation.request(input, { offset: 0, limit: 25 });

/** One of the JSON-RPC params of a CallGear request. */
export function getRpcParam(operation: Operation, input: Input, name: string): unknown {
  const params = createRequest(operation, input).body?.params;
  return isRecord(params) ? params[name] : undefined;
}

/** A provider's response: a string is sent as plain text, anything else as JSON. */
export function createResponse(status: number, content: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { status, header: name => headers[name], text, body: typeof content === 'string' ? undefined : content };
}

/** The LinekeeperError that `run` throws. Fails on any other error, or none. */
export function catchLinekeeperError(run: () => unknown): LinekeeperError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
  throw new Error('expected a LinekeeperError');
}

/** The public data of an error; other values unchanged. */
export function toErrorData(error: unknown): unknown {
  return error instanceof LinekeeperError ? error.toData() : error;
}
