// A refusal of MTS Exolve, and the several places where its message was seen to stand.
import { type Answer, json } from '../fake-provider.ts';

export class ExolveError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** With quirks the message stands in `error.message`, in `error`, or is the plain body, by its subject. */
export function refuse({ status, message }: ExolveError, quirks: boolean): Answer {
  if (quirks && message.startsWith('invalid value')) return json(status, { error: { code: status, message } });
  if (quirks && message.startsWith('invalid google')) return json(status, { error: message });
  if (quirks && message.includes('not active')) return { status, headers: { 'content-type': 'text/plain' }, body: message };
  return json(status, { message });
}
