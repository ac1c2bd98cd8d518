// A page of any Telecom X list: the rows under their own name, and the total beside them.
import { countOf, isRecord, malformed, type Page } from '@linekeeper/core';

export const pageOf =
  (list: string) =>
  (body: unknown): Page => {
    const rows = isRecord(body) ? body[list] : undefined;
    if (!isRecord(body) || !Array.isArray(rows)) throw malformed('JSON without a list');
    const total = countOf(body.total);
    return { rows, ...(total !== undefined && { total }) };
  };
