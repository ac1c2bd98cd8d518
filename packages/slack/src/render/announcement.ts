// Renders what is posted without a question: a title, text lines and a table of changes, without buttons.
import { FittingEntries, pluralize, type ResultTable, type Row } from '@linekeeper/core';
import type { ContextBlock, KnownBlock } from '@slack/types';
import { renderHeader, renderSections, toFallbackText } from '../message.ts';
import { maxBlocks, renderNotes } from './answer.ts';
import { maxRows, messageBudget, renderDataTable, toMessageTable, toTextLines } from './table.ts';
import { renderTime } from './times.ts';

/** What is posted. Its texts may hold names from providers. */
export interface Announcement {
  title: string;
  textLines: readonly string[];
  table?: ResultTable | undefined;
  /** When it happened, in milliseconds since 1970. */
  at?: number | undefined;
}

/** A message for `chat.postMessage`. */
export interface PostedMessage {
  text: string;
  mrkdwn: false;
  blocks: KnownBlock[];
}

/** Table rows in the text of a message. */
const maxFallbackRows = 12;

/** Renders the message, and the form of it for workspaces where Slack rejects tables. Both are the same object without a table. */
export function renderAnnouncement(
  { title, textLines, table, at }: Announcement,
  notes: readonly string[],
): { message: PostedMessage; fallback: PostedMessage } {
  const fitting = table === undefined ? undefined : fitTable(table);
  const omitted = (table?.rows.length ?? 0) - (fitting?.rows.length ?? 0);
  const allNotes = omitted === 0 ? notes : [...notes, `and ${omitted} more ${pluralize('row', omitted)}: see /lines changes.`];
  const time: ContextBlock[] = at === undefined ? [] : [{ type: 'context', elements: [renderTime(at)] }];
  const tableLines = fitting === undefined ? [] : toTextLines(toMessageTable(fitting));
  const build = (body: readonly KnownBlock[]): PostedMessage => ({
    text: toFallbackText([title, ...textLines, ...allNotes, ...tableLines.slice(0, maxFallbackRows + 1)]),
    mrkdwn: false,
    blocks: [
      renderHeader(title),
      ...time,
      ...(textLines.length > 0 ? renderSections(textLines) : []),
      ...body,
      ...renderNotes(allNotes),
    ].slice(0, maxBlocks),
  });
  const fallback = build(renderSections(tableLines));
  if (fitting === undefined || fitting.rows.length === 0) return { message: fallback, fallback };
  return { message: build([renderDataTable(toMessageTable(fitting), title)]), fallback };
}

/** As many rows as one message holds. */
function fitTable(table: ResultTable): ResultTable {
  const sizeOf = messageBudget.startList();
  const fitting = new FittingEntries<Row>(messageBudget.maxSize, row => sizeOf({ value: row, row, columns: table.columns }));
  fitting.add(table.rows.slice(0, maxRows));
  return { ...table, rows: fitting.kept };
}
