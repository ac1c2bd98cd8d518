// The one error class and its closed list of codes: what each means for a retry and for a shell's exit code.
import { clip, inert } from './text/sanitize.ts';

/** `exit` is the shell's exit code; `retry` says whether a wire may ask again by itself. */
export const errorCodes = {
  input: { exit: 64, retry: 'never' },
  config: { exit: 78, retry: 'never' },
  auth: { exit: 77, retry: 'session' },
  denied: { exit: 77, retry: 'never' },
  not_found: { exit: 66, retry: 'never' },
  rate_limited: { exit: 75, retry: 'wait' },
  refused: { exit: 69, retry: 'never' },
  timeout: { exit: 75, retry: 'back-off' },
  network: { exit: 75, retry: 'back-off' },
  unavailable: { exit: 75, retry: 'back-off' },
  malformed: { exit: 76, retry: 'once' },
  internal: { exit: 70, retry: 'never' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** The longest sentence that any surface shows, in characters. */
export const longestSentence = 400;

export interface ErrorDetails {
  provider?: string | undefined;
  account?: string | undefined;
  /** Seconds until the same question may be asked again. */
  retryAfterS?: number | undefined;
  /** The argument that is at fault. */
  field?: string | undefined;
  /** False where asking again by itself makes no sense although the code would allow it (a day's limit, a deadline that is over). */
  retry?: boolean | undefined;
  /** True where a login session, and not the credentials, may be what the provider rejects. */
  session?: boolean | undefined;
}

/** What every surface may show of an error: a sentence without a credential, a URL, an upstream body or a stack. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  provider?: string;
  account?: string;
  retry_after_s?: number;
  field?: string;
}

export class LinekeeperError extends Error {
  override readonly name = 'LinekeeperError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(clip(inert(message), longestSentence));
    this.code = code;
    this.details = details;
  }

  /** The same error with more said about where it happened. */
  with(details: ErrorDetails): LinekeeperError {
    return new LinekeeperError(this.code, this.message, { ...this.details, ...details });
  }

  /** The shell's exit code. */
  get exit(): number {
    return errorCodes[this.code].exit;
  }

  /** One line for people and models: code, account, sentence and waiting time, in at most 400 characters. */
  get sentence(): string {
    const { account, retryAfterS } = this.details;
    const head = account === undefined ? `${this.code}: ` : `${this.code} (${account}): `;
    const tail = retryAfterS === undefined ? '' : ` Retry in ${retryAfterS} s.`;
    return head + clip(this.message, longestSentence - head.length - tail.length) + tail;
  }

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

/** A bug of ours: one fixed sentence outside; `log` gets the stack. */
export function internalError(thrown: unknown, log: (line: string) => void): LinekeeperError {
  log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return new LinekeeperError('internal', 'Linekeeper has a bug here: the question was fine, the answer failed. The log has the details.');
}
