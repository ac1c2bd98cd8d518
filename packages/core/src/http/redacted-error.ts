// Makes the error of a response without any credential that its response repeats.
import { LinekeeperError } from '../errors.ts';
import type { HttpResponse } from '../model/http-message.ts';
import { mapStrings } from './clean-response.ts';
import type { SecretSearch } from './known-secrets.ts';

/** A provider's function that reads an error from a response; undefined if the provider has none. */
export type ErrorReader = ((response: HttpResponse) => LinekeeperError | undefined) | undefined;

/** An error is worded from the beginning of each text. */
const maxTextChars = 10_000;

/** The error that `reader` finds in a response; undefined if it finds none. */
export function readRedactedError(reader: ErrorReader, response: HttpResponse, secrets: SecretSearch): LinekeeperError | undefined {
  const error = reader?.(response);
  if (error === undefined) return undefined;
  const redact = (text: string) => secrets.redact(text).slice(0, maxTextChars);
  const redactedError = reader?.({ ...response, text: redact(response.text), body: mapStrings(response.body, redact) });
  // Classify the original response, word the error from the redacted one: redaction could change the code.
  const wording = redactedError?.code === error.code ? redactedError : undefined;
  const details = { ...error.details, field: wording?.details.field };
  return new LinekeeperError(error.code, secrets.redact(wording?.message ?? error.message), details);
}
