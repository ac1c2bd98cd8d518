// A whole snapshot as gzipped NDJSON: the first line says what was read, each further line is a line with what is known of it.

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { HistoryState, KnownLine, ListState, SnapshotRecord } from '../store.ts';

/** The state after the last snapshot, with lists that can be changed. */
export interface WholeSnapshot extends HistoryState {
  lists: readonly (Omit<ListState, 'lines'> & { lines: Map<string, KnownLine> })[];
}

/** The first line of the file. */
interface Heading extends Omit<HistoryState, 'lists'> {
  lists: readonly Omit<ListState, 'lines'>[];
}

/** A further line of the file. `list` is the position in the heading's lists. */
interface Entry extends Omit<KnownLine, 'text'> {
  list: number;
  id: string;
  line: object;
}

/** Applies a record to the state that it was compared with. */
export function applyRecord(state: HistoryState, { id, at, lists: updates, gaps }: SnapshotRecord): WholeSnapshot {
  const getKey = ({ account, kind }: Pick<ListState, 'account' | 'kind'>) => JSON.stringify([account, kind]);
  const lists = new Map(state.lists.map(list => [getKey(list), { ...list, lines: new Map(list.lines) }]));
  for (const { upserts, removals, ...list } of updates) {
    const lines = lists.get(getKey(list))?.lines ?? new Map<string, KnownLine>();
    for (const removal of removals) lines.delete(removal);
    for (const [lineId, known] of upserts) lines.set(lineId, known);
    lists.set(getKey(list), { ...list, lines });
  }
  return { last: { id, at }, lists: [...lists.values()], openGaps: gaps };
}

/** Compresses a state. */
export async function compress({ lists, ...heading }: HistoryState): Promise<Uint8Array> {
  function* toLines() {
    yield `${JSON.stringify({ ...heading, lists: lists.map(({ lines: _, ...list }) => list) })}\n`;
    for (const [index, { lines }] of lists.entries())
      for (const [id, { text, ...known }] of lines) yield `${JSON.stringify({ list: index, id, ...known }).slice(0, -1)},"line":${text}}\n`;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of Readable.from(toLines()).pipe(createGzip())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads what `compress` wrote. Throws for anything else. */
export async function decompress(bytes: Uint8Array): Promise<WholeSnapshot> {
  let heading: Heading | undefined;
  const lines: Map<string, KnownLine>[] = [];
  for await (const text of createInterface({ input: Readable.from([bytes]).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (heading === undefined) {
      // `compress` wrote it.
      heading = JSON.parse(text) as Heading;
      lines.push(...heading.lists.map(() => new Map<string, KnownLine>()));
      continue;
    }
    const { list, id, line, ...known } = JSON.parse(text) as Entry;
    lines[list]?.set(id, { ...known, text: JSON.stringify(line) });
  }
  if (heading === undefined) throw new Error('the snapshot is empty');
  return { ...heading, lists: heading.lists.map((list, index) => ({ ...list, lines: lines[index] ?? new Map() })) };
}
