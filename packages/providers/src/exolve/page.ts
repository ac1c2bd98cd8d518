// Reads a page of an Exolve list: rows under the list's name, and a total if the API documents one.
import { isRecord, malformedError, type Page, parseCount } from '@linekeeper/core';

/** Members of the API's errors. Gateways send them with HTTP 200 too. */
const errorMembers = ['error', 'message', 'code'];

/** Creates the page parser of a list. A missing list is an empty one, unless the body is an error. `hasTotal`: the API documents a total. Throws `malformed`. */
export const createPageParser =
  (rowsKey: string, hasTotal: boolean) =>
  (body: unknown): Page => {
    const rows = isRecord(body) ? (body[rowsKey] ?? []) : undefined;
    if (!isRecord(body) || !Array.isArray(rows)) throw malformedError('JSON without a list');
    if (body[rowsKey] === undefined && errorMembers.some(name => Object.hasOwn(body, name))) throw malformedError('an error with HTTP 200');
    const total = hasTotal ? parseCount(body.total) : undefined;
    return { rows, ...(total !== undefined && { total }) };
  };
