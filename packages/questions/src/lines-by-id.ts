// One line by its account and id, with the row behind it. A line and a number of an account may have the same id.
import { type Call, type Line, LinekeeperError, type Row } from '@linekeeper/core';
import { sourcesFor } from './lines/filters.ts';
import { gather, itemsOf } from './lines/gather.ts';

export interface LinesById {
  lines: Line[];
  /** The provider's own fields, all of them; in the order of the lines. */
  rows: Row[];
}

/** Throws `input` for an unknown account, `not_found` where every list was read and none has the id, else why it could not be read. */
export async function linesById(account: string, id: string, call: Call): Promise<LinesById> {
  const sources = sourcesFor(call.directory, { account: [account] });
  const readings = await gather(sources, call, { inputOf: () => ({}), keep: ({ line }) => line.id === id, wanted: 1 });
  const items = itemsOf(readings);
  const failure = readings.find(reading => reading.failure !== undefined)?.failure;
  if (items.length === 0) throw failure ?? new LinekeeperError('not_found', `No line of "${account}" has this id.`);
  return { lines: items.map(({ line }) => line), rows: items.map(({ row }) => row) };
}
