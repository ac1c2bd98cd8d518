// What to do about findings, once for each kind of them: a table has no room for it in every row.
import { isRecord, type Outcome } from '@linekeeper/core';

/** A line for each kind of finding among the first `shown` rows, with how many of it there are in all. */
export function adviceOf({ content, rows }: Outcome, shown: number): string[] {
  const counts = isRecord(content.counts) ? content.counts : {};
  const advice = new Map(
    rows.slice(0, shown).flatMap(({ code, advice: text }) => (typeof code === 'string' && typeof text === 'string' ? [[code, text]] : [])),
  );
  return [...advice].map(([code, text]) => `${code}${counts[code] === undefined ? '' : ` (${counts[code]})`}: ${text}`);
}
