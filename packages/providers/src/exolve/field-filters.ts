// What the filters of Exolve's lists say about the fields of a row: rows that do not match show that the provider ignored them.
import { createDaysTest, createDigitsTest, type FieldFilter, type Input, readNumberNotation, toDigitsPart } from '@linekeeper/core';

/** The filter of an argument that is a part of a number. What another text finds is not documented. */
export function filterByNumber(field: string, text: unknown, country: string | undefined): FieldFilter[] {
  if (typeof text !== 'string') return [];
  return ['problem' in readNumberNotation(text) ? { field } : { field, accepts: createDigitsTest([toDigitsPart(text, country)]) }];
}

/** The filter of `date_from` and `date_to`. */
export function filterByDates(field: string, { date_from, date_to }: Input): FieldFilter[] {
  const from = typeof date_from === 'string' ? date_from : undefined;
  const to = typeof date_to === 'string' ? date_to : undefined;
  return (from ?? to) === undefined ? [] : [{ field, accepts: createDaysTest({ from, to }) }];
}
