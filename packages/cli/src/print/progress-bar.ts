// The line that shows how far a long listing has come.

/** Characters of the bar itself. */
const width = 24;

/** `[######------------------] 500 of 2000`, or the count alone where the whole is not known. */
export function bar(received: number, total: number | undefined): string {
  if (total === undefined || total <= received) return `${received} rows`;
  const done = Math.min(width, Math.round((received / total) * width));
  return `[${'#'.repeat(done)}${'-'.repeat(width - done)}] ${received} of ${total}`;
}
