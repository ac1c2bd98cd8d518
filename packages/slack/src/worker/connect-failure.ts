// Tells a request that was surely not sent from one that Slack may have received.
import { isRecord } from '@linekeeper/core';

/** Failures to connect: the request was not sent. */
const connectCodes: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** True if an error of `fetch`, or of a client around it, says that no connection was made. */
export const isConnectFailure = (thrown: unknown): boolean => listCodes(thrown).some(code => connectCodes.includes(code));

/** The codes of an error and of its causes. */
function listCodes(thrown: unknown): string[] {
  const codes: string[] = [];
  let current = thrown;
  for (let depth = 0; isRecord(current) && depth < 5; depth++) {
    if (typeof current.code === 'string') codes.push(current.code);
    current = current.original ?? current.cause;
  }
  return codes;
}
