// Reads a page of a Telecom X list: rows under the list's name, and the total.
import { isRecord, malformedError, type Page, parseCount } from '@linekeeper/core';

/** Creates the page parser of a list. Throws `malformed` without a list under `rowsKey`. */
export const createPageParser =
  (rowsKey: string) =>
  (body: unknown): Page => {
    const rows = isRecord(body) ? body[rowsKey] : undefined;
    if (!isRecord(body) || !Array.isArray(rows)) throw malformedError('JSON without a list');
    return { rows, ...readTotal(body) };
  };

/**
 * Creates the page parser of a list whose page could not be read to its end: the rows stand under `rowsKey`, or under the only name with a
 * list, or are the whole body. Throws `malformed` without a list.
 */
export const createTolerantPageParser =
  (rowsKey: string) =>
  (body: unknown): Page => {
    if (Array.isArray(body)) return { rows: body };
    if (!isRecord(body)) throw malformedError('JSON without a list');
    const lists = Object.values(body).filter(value => Array.isArray(value));
    const rows = Array.isArray(body[rowsKey]) ? body[rowsKey] : lists.length === 1 ? lists[0] : undefined;
    if (!Array.isArray(rows)) throw malformedError('JSON without a list');
    return { rows, ...readTotal(body) };
  };

function readTotal(body: Record<string, unknown>): { total?: number } {
  const total = parseCount(body.total);
  return total === undefined ? {} : { total };
}
