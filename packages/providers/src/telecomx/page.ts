// Reads a page of a Telecom X list: rows under the list's name, and the total.
import { isRecord, malformedError, type Page, parseCount } from '@linekeeper/core';

/** Creates the page parser of a list. Throws `malformed` without a list under `rowsKey`. */
export const createPageParser =
  (rowsKey: string) =>
  (body: unknown): Page => {
    const rows = isRecord(body) ? body[rowsKey] : undefined;
    if (!isRecord(body) || !Array.isArray(rows)) throw malformedError('JSON without a list');
    const total = parseCount(body.total);
    return { rows, ...(total !== undefined && { total }) };
  };
