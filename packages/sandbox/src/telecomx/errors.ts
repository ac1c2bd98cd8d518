// A refusal of Telecom X: an HTTP status and one word.

export class TelecomXError extends Error {
  readonly status: number;

  constructor(status: number, word: string) {
    super(word);
    this.status = status;
  }
}
