// Short pages: providers were observed to return fewer rows than `limit` long before the end of a list.

/** A page request: `limit` rows from `offset`. */
export interface Page {
  offset: number;
  limit: number;
}

/**
 * The rows of a page. If `shortPageEnd` is set, a page of more than 20 rows that would cross this index ends there; one that begins with the
 * last row before it has all of its rows.
 */
export function slicePage<Row>(rows: Row[], { offset, limit }: Page, shortPageEnd?: number): Row[] {
  const end = offset + limit;
  const isShort = shortPageEnd !== undefined && limit > 20 && offset < shortPageEnd - 1 && end > shortPageEnd;
  return rows.slice(offset, isShort ? shortPageEnd : end);
}
