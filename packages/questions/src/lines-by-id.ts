// Looks up a line by its account and id.
import { type Line, LinekeeperError, type Row, type ToolContext } from '@linekeeper/core';
import { selectAccounts } from './lines/filters.ts';
import { collectItems, gather } from './lines/gather.ts';
import { listSources } from './lines/source.ts';

/** The lines with an id, and their rows. A line and a number of one account may have the same id. */
export interface LinesById {
  lines: Line[];
  /** The provider rows with all their fields, in the order of the lines. */
  rows: Row[];
}

/**
 * Finds the lines with this id in an account. Throws `input` for an unknown account, `not_found` if no list has the id, or the error of a
 * list that could not be read.
 */
export async function getLinesById(account: string, id: string, context: ToolContext): Promise<LinesById> {
  const sources = listSources(selectAccounts(context.registry, { account: [account] }));
  const results = await gather(sources, context, { inputFor: () => ({}), filter: ({ line }) => line.id === id, limit: 1 });
  const items = collectItems(results);
  const failure = results.find(result => result.failure !== undefined)?.failure;
  if (items.length === 0) throw failure ?? new LinekeeperError('not_found', `No line of "${account}" has this id.`);
  return { lines: items.map(({ line }) => line), rows: items.map(({ row }) => row) };
}
