// Progress bar of a long listing.

/** Characters between the brackets. */
const barChars = 24;

/** `[######------------------] 500 of 2000`, or `500 rows` if the total is unknown or already reached. */
export function formatProgress(received: number, total: number | undefined): string {
  if (total === undefined || total <= received) return `${received} rows`;
  const filled = Math.min(barChars, Math.round((received / total) * barChars));
  return `[${'#'.repeat(filled)}${'-'.repeat(barChars - filled)}] ${received} of ${total}`;
}
