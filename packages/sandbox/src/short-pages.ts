// A page that ends early: providers were seen to send fewer rows than asked for long before the list's end.

export interface Page {
  offset: number;
  limit: number;
}

/** The rows of a page. Where `seam` is given, a page of more than 20 rows that would cross that index stops there. */
export function cutPage<Row>(rows: Row[], { offset, limit }: Page, seam?: number): Row[] {
  const end = offset + limit;
  const short = seam !== undefined && limit > 20 && offset < seam && end > seam;
  return rows.slice(offset, short ? seam : end);
}
