// Values of an answer, which may be anything: read by name, and made harmless to show.
import { clip, inert } from '@linekeeper/core/lite';

export type Fields = Readonly<Record<string, unknown>>;

/** Longer texts end in `…`; in characters. */
const longestText = 300;

/** Entries of one list in one row. */
const mostTexts = 500;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const listAt = (fields: Fields, name: string): readonly unknown[] => {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
};

export const rowsAt = (fields: Fields, name: string): Fields[] => listAt(fields, name).filter(isFields);

/** A scalar as harmless text; empty for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? clip(inert(value), longestText).trim() : '';
}

export const textAt = (fields: Fields, name: string): string => textOf(fields[name]);

export const textsAt = (fields: Fields, name: string): string[] =>
  listAt(fields, name)
    .slice(0, mostTexts)
    .map(textOf)
    .filter(text => text !== '');

/** A count as an answer may say it; undefined for what counts nothing. */
export function countAt(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
