// What one more request for each row tells, where the list does not.
import type { Fields } from './fields.ts';
import type { HttpRequest } from './http-message.ts';

/** The most rows that a call enriches: each costs a request. */
export const maxEnrichedRows = 100;

/** A request for each row of a list. It is sent only if a call asks for it with `enrich`. Its functions are pure. */
export interface Enrichment {
  /** What it adds, for descriptions: `calls of the last 30 days`. */
  adds: string;
  /** The fields that it adds to a row. */
  fields: Fields;
  /** Those of them that tables show, dotted for nested ones. */
  columns: readonly string[];
  /** Builds the request for the row with this id; undefined for an id of another form. `now`: milliseconds since 1970. */
  request(id: string, now: number): HttpRequest | undefined;
  /** Reads the added fields from a response body. Throws `malformed`. */
  read(body: unknown, now: number): Record<string, unknown>;
}

/** Describes the cost for people: `calls of the last 30 days, a request per row, at most 100`. */
export const describeEnrichment = ({ adds }: Enrichment): string => `${adds}: a request per row, at most ${maxEnrichedRows}`;
