// How these tests reach the providers: through the register, and with answers made by hand.
import { type HttpAnswer, type HttpRequest, type Input, isRecord, LinekeeperError, type Operation, type Provider } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';

export function operationOf(name: string): Operation {
  const found = operations.find(operation => operation.name === name);
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found;
}

export function providerOf(name: string): Provider {
  const found = providers.find(provider => provider.name === name);
  if (found === undefined) throw new Error(`no provider ${name}`);
  return found;
}

export const sipLines = operationOf('callgear_list_sip_lines');
export const virtualNumbers = operationOf('callgear_list_virtual_numbers');

/** The request for the first rows. */
export const requestOf = (operation: Operation, input: Input): HttpRequest => operation.request(input, { offset: 0, limit: 25 });

/** One of the params of a CallGear call. */
export function paramOf(operation: Operation, input: Input, name: string): unknown {
  const params = requestOf(operation, input).body?.params;
  return isRecord(params) ? params[name] : undefined;
}

/** What comes over the wire: text is taken as it is, anything else as JSON. */
export function answerOf(status: number, content: unknown, headers: Record<string, string> = {}): HttpAnswer {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { status, header: name => headers[name], text, body: typeof content === 'string' ? undefined : content };
}

/** The error that is thrown; anything but one of ours fails the test. */
export function refusalOf(run: () => unknown): LinekeeperError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

/** An error without the details that only the wire reads. */
export function dataOf(error: unknown): unknown {
  return error instanceof LinekeeperError ? error.toData() : error;
}
