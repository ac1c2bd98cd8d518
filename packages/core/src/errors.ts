// The error class and its closed list of codes, each with its shell exit code and retry policy.
import { stripControlCharacters, toText, truncate } from './text/sanitize.ts';

/**
 * All codes. `exitCode`: of the shell command, from sysexits.h. `retry`: how `withRetries` and connections retry the request:
 * `back-off` and `wait` (as long as the provider says), `once`, or `session` (after a new login).
 */
export const errorCodes = {
  input: { exitCode: 64, retry: 'never' },
  config: { exitCode: 78, retry: 'never' },
  auth: { exitCode: 77, retry: 'session' },
  denied: { exitCode: 77, retry: 'never' },
  not_found: { exitCode: 66, retry: 'never' },
  rate_limited: { exitCode: 75, retry: 'wait' },
  refused: { exitCode: 69, retry: 'never' },
  timeout: { exitCode: 75, retry: 'back-off' },
  network: { exitCode: 75, retry: 'back-off' },
  unavailable: { exitCode: 75, retry: 'back-off' },
  malformed: { exitCode: 76, retry: 'once' },
  internal: { exitCode: 70, retry: 'never' },
} as const;

/** One of the keys of `errorCodes`. */
export type ErrorCode = keyof typeof errorCodes;

/** Longer messages are truncated, in every output. */
export const maxMessageChars = 400;

/** What an error says besides its code and message. */
export interface ErrorDetails {
  provider?: string | undefined;
  account?: string | undefined;
  /** Seconds until the same request may be sent again. */
  retryAfterS?: number | undefined;
  /** The name of the invalid argument. */
  field?: string | undefined;
  /** False to suppress automatic retries that the code would allow (a daily limit, a passed deadline). */
  retryable?: boolean | undefined;
  /** True if the provider may be rejecting an expired session rather than the account. */
  sessionMayHaveExpired?: boolean | undefined;
}

/** The public JSON form of an error. The message contains no credential, URL, response body or stack. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  provider?: string;
  account?: string;
  retry_after_s?: number;
  field?: string;
}

/** The only error class. Anything else that is thrown is a bug, see `internalError`. */
export class LinekeeperError extends Error {
  override readonly name = 'LinekeeperError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(truncate(stripControlCharacters(message), maxMessageChars));
    this.code = code;
    this.details = details;
  }

  /** A copy with these details added or replaced. */
  withDetails(details: ErrorDetails): LinekeeperError {
    return new LinekeeperError(this.code, this.message, { ...this.details, ...details });
  }

  /** The shell's exit code. */
  get exitCode(): number {
    return errorCodes[this.code].exitCode;
  }

  /** For people and models, on one line of at most `maxMessageChars`: code, account, message and waiting time. */
  get displayMessage(): string {
    const { account, retryAfterS } = this.details;
    const prefix = account === undefined ? `${this.code}: ` : `${this.code} (${account}): `;
    const suffix = retryAfterS === undefined ? '' : ` Retry in ${retryAfterS} s.`;
    return prefix + truncate(this.message, maxMessageChars - prefix.length - suffix.length) + suffix;
  }

  /** For structured output: undefined details are left out. */
  toData(): ErrorData {
    const { provider, account, retryAfterS, field } = this.details;
    return {
      code: this.code,
      message: this.message,
      ...(provider !== undefined && { provider }),
      ...(account !== undefined && { account }),
      ...(retryAfterS !== undefined && { retry_after_s: retryAfterS }),
      ...(field !== undefined && { field }),
    };
  }
}

/** The stack of what was thrown, for the operator's log. */
export const getStack = (thrown: unknown): string => (thrown instanceof Error ? (thrown.stack ?? thrown.message) : toText(thrown));

/** The error to report for a bug in Linekeeper: a fixed message, since the stack may contain data. `log` gets the stack. */
export function internalError(thrown: unknown, log: (message: string) => void): LinekeeperError {
  log(getStack(thrown));
  return new LinekeeperError('internal', 'Internal error. The log has the details.');
}
