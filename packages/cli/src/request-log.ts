// The lines of `--verbose`: one for each request, without anything that was asked or answered.
import type { AttemptEvent } from '@linekeeper/core';

/** `request: acme moscow acme_list_phones, 200, 132 ms, attempt 1, 14302 bytes` */
export const formatAttempt = ({ provider, account, operation, status, code, durationMs, attempt, bytes }: AttemptEvent): string =>
  [
    `request: ${provider} ${account} ${operation}`.trimEnd(),
    `${status ?? code ?? ''}`,
    `${Math.round(durationMs)} ms`,
    `attempt ${attempt}`,
    `${bytes} bytes`,
  ].join(', ');
