// Advice on audit findings, one text line for each finding code: repeating it in every table row would take too much space.
import { isRecord, type ToolResult } from '@linekeeper/core';

/** Advice for the finding codes in the table, each with the total number of its findings. Empty for other results. */
export function formatAdvice({ content: { advice, counts } }: ToolResult): string[] {
  if (!isRecord(advice)) return [];
  const countOf = (code: string) => (isRecord(counts) && counts[code] !== undefined ? ` (${counts[code]})` : '');
  return Object.entries(advice).map(([code, text]) => `${code}${countOf(code)}: ${text}`);
}
