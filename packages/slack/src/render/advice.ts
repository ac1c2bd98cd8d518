// Advice on audit findings, one text line for each finding code: repeating it in every table row would take too much space.
import { isRecord, type ToolResult } from '@linekeeper/core';

/** Advice for the finding codes in the table, each with the total number of its findings. Empty for other results. */
export function formatAdvice({ content, table: { rows } }: ToolResult): string[] {
  const counts = isRecord(content.counts) ? content.counts : {};
  const advice = new Map(
    rows.flatMap(({ code, advice: text }) => (typeof code === 'string' && typeof text === 'string' ? [[code, text]] : [])),
  );
  return [...advice].map(([code, text]) => `${code}${counts[code] === undefined ? '' : ` (${counts[code]})`}: ${text}`);
}
