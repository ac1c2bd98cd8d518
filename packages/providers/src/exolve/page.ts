// A page of any Exolve list: the rows under their own name, and a total where the list's page has one.
import { countOf, isRecord, malformed, type Page } from '@linekeeper/core';

/** An answer without the list is an empty list. `counted` where the provider documents a total. */
export const pageOf =
  (list: string, counted: boolean) =>
  (body: unknown): Page => {
    const rows = isRecord(body) ? (body[list] ?? []) : undefined;
    if (!isRecord(body) || !Array.isArray(rows)) throw malformed('JSON without a list');
    const total = counted ? countOf(body.total) : undefined;
    return { rows, ...(total !== undefined && { total }) };
  };
