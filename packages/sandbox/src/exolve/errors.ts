// MTS Exolve's errors, and the several positions of the message in the body that were observed.
import { type FakeResponse, jsonResponse } from '../fake-provider.ts';

/** An error that Exolve reports to the client, with its HTTP status. */
export class ExolveError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** With quirks the message is in `error.message`, in `error`, or is the whole body, depending on the error. */
export function toErrorResponse({ status, message }: ExolveError, quirks: boolean): FakeResponse {
  if (quirks && message.startsWith('invalid value')) return jsonResponse(status, { error: { code: status, message } });
  if (quirks && message.startsWith('invalid google')) return jsonResponse(status, { error: message });
  if (quirks && message.includes('not active')) return { status, headers: { 'content-type': 'text/plain' }, body: message };
  return jsonResponse(status, { message });
}
