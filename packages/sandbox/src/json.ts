// What travels on the wire: JSON values, and a first look at what a stranger sent.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parsed text, or undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value as an error message echoes it. */
export function echo(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
