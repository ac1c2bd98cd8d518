// Telecom X's errors: an HTTP status and an error code.

/** An error that Telecom X reports to the client; the message is its error code. */
export class TelecomXError extends Error {
  readonly status: number;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}
