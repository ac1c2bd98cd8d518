// Rows as JSON objects with the fields that a request gets.
import type { JsonObject } from '../json.ts';

/** A copy, because an interface does not match an index signature; rows consist of JSON values only. */
export const toJsonObject = (row: object): JsonObject => ({ ...row }) as unknown as JsonObject;

/** The fields with these names, as far as the row has them; all if none are given. */
export const pickFields = (row: JsonObject, names: readonly string[] | undefined, hidden: readonly string[] = []): JsonObject =>
  Object.fromEntries(Object.entries(row).filter(([name]) => (names?.includes(name) ?? true) && !hidden.includes(name)));
