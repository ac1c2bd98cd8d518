// Adds what the history knows to the lines of an answer: since when they have their status, and which of them flap.
import { type AccountRegistry, type Line, LinekeeperError } from '@linekeeper/core';

const historyFields: readonly string[] = ['since', 'flapping'];

/** The lines to complete, and where they are shown. */
interface StatusHistoryOptions {
  registry: AccountRegistry;
  /** The requested fields of a line; all by default. */
  fields: readonly string[] | undefined;
  /** Gets a warning if the history cannot be read. */
  warnings: string[];
}

/** Returns the lines with `since` and `flapping` where a history is kept and knows them. A history that cannot be read fails no question. */
export async function addStatusHistory(
  lines: readonly Line[],
  { registry: { history }, fields, warnings }: StatusHistoryOptions,
): Promise<readonly Line[]> {
  if (history === undefined || lines.length === 0 || !(fields?.some(name => historyFields.includes(name)) ?? true)) return lines;
  try {
    const known = await history.readStatus(lines);
    return lines.map((line, index) => ({ ...line, ...known[index] }));
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    warnings.push(`Since when lines have their status is not known: ${thrown.message}`);
    return lines;
  }
}
