// Renders a tool result as a Slack message: command and row count, notes, table, advice and controls.
import { describeEmptyAnswer, pluralize, type Tool, type ToolResult } from '@linekeeper/core';
import type { ContextBlock, KnownBlock } from '@slack/types';
import { escapePlainText } from '../escape.ts';
import type { SavedToolCall } from '../job.ts';
import { type Message, renderHeader, renderSections, toFallbackText } from '../message.ts';
import { formatAdvice } from './advice.ts';
import { formatCommand } from './command-text.ts';
import { renderControls, type SigningContext } from './controls.ts';
import { countOtherProblems, drillDownButtons } from './problem-buttons.ts';
import { type MessageTable, renderDataTable, toMessageTable, toTextLines } from './table.ts';
import { renderTime } from './times.ts';

/** Slack's limit for blocks in a message. */
export const maxBlocks = 50;
/** A limit of our own for one note: Slack allows 2,000 characters. */
const maxNoteChars = 300;

/** Notes below the header; further ones are only counted. */
const maxNotes = 6;

/** Table rows in the fallback text of a message. */
const maxFallbackRows = 12;

/** A tool call and its result. */
export interface CompletedToolCall {
  tool: Tool;
  toolCall: SavedToolCall;
  result: ToolResult;
}

/** An answer in two forms. */
export interface RenderedAnswer {
  /** With a `data_table` block. */
  message: Message;
  /** With the table as text, for workspaces where Slack rejects the block. The same object as `message` without a table. */
  fallback: Message;
}

/** Renders an ephemeral answer with buttons, for the requester. */
export function renderAnswer(completed: CompletedToolCall, signing: SigningContext): RenderedAnswer {
  const { tool, toolCall, result } = completed;
  const table = toMessageTable(result.table);
  const drillDowns = drillDownButtons(toolCall, result);
  const { blocks, notes } = renderControls(tool, toolCall, result, { drillDowns, rows: table.rows.length }, signing);
  const controls = [...blocks, ...renderNotes(otherProblemsNote(toolCall, result))];
  return renderWithFallback(completed, { table, notes, controls, now: signing.now, response_type: 'ephemeral' });
}

/** Renders an answer for the channel: without buttons, and with the name of the user who shared it. `now` is in milliseconds since 1970. */
export function renderSharedAnswer(completed: CompletedToolCall, user: string, now: number): RenderedAnswer {
  const sharedBy: KnownBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: `Shared by <@${user.replace(/\W/g, '')}>` }] };
  return renderWithFallback(completed, {
    table: toMessageTable(completed.result.table),
    notes: [],
    controls: [sharedBy],
    now,
    response_type: 'in_channel',
  });
}

/** The parts in which an answer to the requester and a shared one differ, and the table. */
interface MessageParts extends Pick<Message, 'response_type'> {
  table: MessageTable;
  notes: readonly string[];
  controls: readonly KnownBlock[];
  /** Milliseconds since 1970. */
  now: number;
}

function renderWithFallback(completed: CompletedToolCall, parts: MessageParts): RenderedAnswer {
  const { table } = parts;
  if (table.rows.length === 0) {
    const message = buildMessage(completed, renderSections([describeEmptyAnswer(completed.result.failure === undefined)]), parts);
    return { message, fallback: message };
  }
  return {
    message: buildMessage(completed, [renderDataTable(table, completed.tool.title)], parts),
    fallback: buildMessage(completed, renderSections(toTextLines(table)), parts),
  };
}

function buildMessage(
  { tool, toolCall, result }: CompletedToolCall,
  body: readonly KnownBlock[],
  { table, notes, controls, now, response_type }: MessageParts,
): Message {
  const count = formatRowCount(toolCall, result, table);
  // The notes say whose lines are missing: warnings must not crowd them out.
  const allNotes = [
    ...new Set([...(result.notes ?? []), ...result.warnings, ...omittedColumnsNote(table, 'CSV'), ...momentNote(toolCall), ...notes]),
  ];
  const context = renderCommandContext(`${formatCommand(tool, toolCall.input)} · ${count}`, now);
  const blocks = [renderHeader(tool.title), context, ...renderNotes(allNotes), ...body, ...renderSections(formatAdvice(result))];
  return {
    response_type,
    text: toFallbackText([tool.title, count, ...allNotes, ...toTextLines(table).slice(0, maxFallbackRows + 1)]),
    mrkdwn: false,
    blocks: [...blocks.slice(0, maxBlocks - controls.length), ...controls],
  };
}

/** Formats `rows 26–50 of 227`; for a summary, the numbers of lines and phone numbers, and of groups if not all are shown. */
export function formatRowCount(
  { shown, total: savedTotal }: SavedToolCall,
  { content, table: { total = savedTotal, hasMore } }: ToolResult,
  { rows: shownRows }: MessageTable,
): string {
  if (typeof content.numbers === 'number') {
    const groups = total !== undefined && total > shownRows.length ? `${shownRows.length} of ${total} groups, ` : '';
    return `${groups}${content.total} lines, ${content.numbers} numbers`;
  }
  const last = shown + shownRows.length;
  if (shownRows.length === 0) return 'no rows';
  const range = shown === 0 ? `${last} ${pluralize('row', last)}` : `rows ${shown + 1}–${last}`;
  if (total !== undefined && total > last) return `${range} of ${total}`;
  if (shown > 0 && total !== undefined) return `${range} of ${total}`;
  return hasMore ? `${range}, there are more` : range;
}

/** Names the columns beyond Slack's limit, and where they are. */
export const omittedColumnsNote = ({ omittedColumns }: MessageTable, place: 'CSV' | 'text'): string[] =>
  omittedColumns.length === 0 ? [] : [`${omittedColumns.length} more columns are in the ${place}: ${omittedColumns.join(', ')}.`];

/** Moments are read before Slack converts times. */
const momentNote = ({ input: { since, until } }: SavedToolCall): string[] =>
  since === undefined && until === undefined ? [] : ['"since" and "until" are read in UTC; times are shown in your time zone.'];

/** Stands below the buttons, which name the other problems. */
function otherProblemsNote(toolCall: SavedToolCall, result: ToolResult): string[] {
  const count = countOtherProblems(toolCall, result);
  const { by: _, ...filters } = { ...toolCall.input };
  const hint = Object.keys(filters).length === 0 ? '' : ' with the same filters';
  return count === 0 ? [] : [`${count} more ${pluralize('problem', count)}: /lines list status=blocked,down${hint}`];
}

/** The context block below the header: command, row count, and the time of the lookup. */
const renderCommandContext = (text: string, now: number): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: escapePlainText(text, maxNoteChars), emoji: false }, renderTime(now)],
});

/** Renders notes below the header: the first ones, and how many more there are. */
export function renderNotes(notes: readonly string[]): ContextBlock[] {
  if (notes.length === 0) return [];
  const shown = notes.slice(0, maxNotes);
  const more = notes.length > shown.length ? [`and ${notes.length - shown.length} more notes`] : [];
  return [
    {
      type: 'context',
      elements: [...shown, ...more].map(text => ({ type: 'plain_text', text: escapePlainText(text, maxNoteChars) || '–', emoji: false })),
    },
  ];
}
