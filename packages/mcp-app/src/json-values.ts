// Reads untrusted JSON: values of unexpected types become empty, text is sanitized for display.
import { isRecord, stripControlCharacters, truncate } from '@linekeeper/core/lite';

/** An object of unknown shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Longer text is truncated with `…`. */
const maxTextChars = 300;

/** Of a list in one row. */
const maxListEntries = 500;

/** False for arrays and null. */
export const isJsonObject: (value: unknown) => value is JsonObject = isRecord;

/** The value if it is an object, else an empty object. */
export const toJsonObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** A field's array; empty if it is not an array. */
export const readArray = (fields: JsonObject, name: string): readonly unknown[] => {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
};

/** The objects in a field's array; other entries are dropped. */
export const readObjects = (fields: JsonObject, name: string): JsonObject[] => readArray(fields, name).filter(isJsonObject);

/** A string, number or boolean as sanitized text; empty for other values. */
function toText(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? truncate(stripControlCharacters(value), maxTextChars).trim() : '';
}

/** A field as sanitized text. */
export const readText = (fields: JsonObject, name: string): string => toText(fields[name]);

/** The non-empty scalars in a field's array as sanitized text. */
export const readTexts = (fields: JsonObject, name: string): string[] =>
  readArray(fields, name)
    .slice(0, maxListEntries)
    .map(toText)
    .filter(text => text !== '');

/** A field's value if it is a non-negative safe integer, else undefined. */
export function readCount(fields: JsonObject, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
