// An outcome as a message: what was asked, how much of it is here, the table, the advice, and what can be pressed.
import { asText, filledColumns, type Outcome, type Tool, tableOf } from '@linekeeper/core';
import type { ContextBlock, KnownBlock } from '@slack/types';
import { wordsOf } from '../ack/command-catalog.ts';
import { plain } from '../escape.ts';
import type { Question } from '../job.ts';
import { header, type Message, sections, textOf } from '../message.ts';
import { adviceOf } from './advice.ts';
import { controlsOf, type Signing } from './controls.ts';
import { problemsOf } from './problem-buttons.ts';
import { asLines, dataTable, type Fitted, fitted } from './table.ts';

/** What Slack takes: blocks in a message, and characters of a context's element. */
const mostBlocks = 50;
const longestNote = 300;

/** Notes under the head; more are counted. */
const mostNotes = 6;

/** Lines of a table in the text beside the blocks. */
const mostTextLines = 12;

export interface Asked {
  tool: Tool;
  question: Question;
  outcome: Outcome;
}

/** An answer in its two forms: a table, and lines of text for where tables are not shown. */
export interface Answer {
  message: Message;
  plainly: Message;
}

/** Rows of the outcome that one message holds. */
export const roomIn = (outcome: Outcome): number => fittedOf(outcome).rows.length;

/** The answer for whoever asked, with buttons. */
export function answerOf(asked: Asked, signing: Signing): Answer {
  const { tool, question, outcome } = asked;
  const table = fittedOf(outcome);
  const wishes = problemsOf(question, outcome);
  const { blocks, notes } = controlsOf(tool, question, outcome, { wishes, rows: table.rows.length }, signing);
  return inBothForms(asked, { table, notes, controls: blocks, now: signing.now, response_type: 'ephemeral' });
}

/** The same for a channel: who shared it, and nothing to press. */
export function sharedOf(asked: Asked, user: string, now: number): Answer {
  const by: KnownBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: `Shared by <@${user.replace(/\W/g, '')}>` }] };
  return inBothForms(asked, { table: fittedOf(asked.outcome), notes: [], controls: [by], now, response_type: 'in_channel' });
}

/** Advice stands under the table. */
const fittedOf = ({ columns, rows, total, more }: Outcome): Fitted =>
  fitted(
    tableOf(
      filledColumns(columns, rows).filter(name => name !== 'advice'),
      rows,
      { total, more },
    ),
  );

interface Parts extends Pick<Message, 'response_type'> {
  table: Fitted;
  notes: readonly string[];
  controls: readonly KnownBlock[];
  /** Milliseconds since 1970. */
  now: number;
}

function inBothForms(asked: Asked, parts: Parts): Answer {
  const { table } = parts;
  const lines = table.rows.length > 0 ? asLines(table) : [nothingIn(asked.outcome)];
  const plainly = messageOf(asked, sections(lines), parts);
  return { message: table.rows.length > 0 ? messageOf(asked, [dataTable(table, asked.tool.title)], parts) : plainly, plainly };
}

/** What was not read may hold something. */
const nothingIn = ({ failure }: Outcome) => (failure === undefined ? 'Nothing found.' : 'Nothing was found in what could be read.');

function messageOf(
  { tool, question, outcome }: Asked,
  body: readonly KnownBlock[],
  { table, notes, controls, now, response_type }: Parts,
): Message {
  const count = countOf(question, outcome, table);
  const said = [...outcome.warnings, ...(outcome.notes ?? []), ...leftOutIn(table), ...notes];
  const context = contextOf(`/lines ${commandOf(tool, question.input)} · ${count}`, now);
  const blocks = [header(tool.title), context, ...notesIn(said), ...body, ...sections(adviceOf(outcome, table.rows.length))];
  return {
    response_type,
    text: textOf([tool.title, count, ...said, ...asLines(table).slice(0, mostTextLines + 1)]),
    mrkdwn: false,
    blocks: [...blocks.slice(0, mostBlocks - controls.length), ...controls],
  };
}

/** `rows 26–50 of 227`; what a summary counts. */
function countOf({ shown, total: known }: Question, { content, total = known, more, rows }: Outcome, table: Fitted): string {
  if (typeof content.numbers === 'number') return `${content.total} lines, ${content.numbers} numbers`;
  const to = shown + table.rows.length;
  if (table.rows.length === 0) return 'no rows';
  const range = shown === 0 ? `${to} ${to === 1 ? 'row' : 'rows'}` : `rows ${shown + 1}–${to}`;
  if (total !== undefined && total > to) return `${range} of ${total}`;
  if (shown > 0 && total !== undefined) return `${range} of ${total}`;
  return more || rows.length > table.rows.length ? `${range}, there are more` : range;
}

const leftOutIn = ({ leftOut }: Fitted): string[] =>
  leftOut.length === 0 ? [] : [`${leftOut.length} more columns are in the CSV: ${leftOut.join(', ')}.`];

/** The one line that says what this is: the question, how much of it, and when it was looked up, in the reader's own time. */
function contextOf(asked: string, now: number): ContextBlock {
  const seconds = Math.floor(now / 1000);
  const utc = `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    type: 'context',
    elements: [
      { type: 'plain_text', text: plain(asked, longestNote), emoji: false },
      { type: 'mrkdwn', text: `<!date^${seconds}^{date_short_pretty} {time}|${utc}>` },
    ],
  };
}

function notesIn(said: readonly string[]): ContextBlock[] {
  if (said.length === 0) return [];
  const shown = said.slice(0, mostNotes);
  const more = said.length > shown.length ? [`and ${said.length - shown.length} more notes`] : [];
  return [
    {
      type: 'context',
      elements: [...shown, ...more].map(text => ({ type: 'plain_text', text: plain(text, longestNote) || '–', emoji: false })),
    },
  ];
}

/** The command that asks the same. */
function commandOf(tool: Tool, input: Readonly<Record<string, unknown>>): string {
  const { required = [] } = tool.inputSchema;
  const pairs = Object.entries(input).flatMap(([name, value]) => {
    if (name === 'cursor') return [];
    if (required.includes(name)) return [String(value)];
    const text = Array.isArray(value) ? value.join(',') : asText(value);
    return [`${name}=${/\s/.test(text) ? `"${text}"` : text}`];
  });
  return [...wordsOf(tool), ...pairs].join(' ');
}
