// Renders the result of an MCP tool call as blocks for Slackbot, with the limits of https://docs.slack.dev/ai/slackbot-mcp-client/returning-rich-responses
import { type AnswerBudget, createJsonBudget, describeEmptyAnswer, pluralize, type Tool, type ToolResult } from '@linekeeper/core';
import type { ActionsBlock, KnownBlock } from '@slack/types';
import { escapePlainText } from '../escape.ts';
import { renderHeader, renderSections } from '../message.ts';
import { formatAdvice } from './advice.ts';
import { formatRowCount, maxBlocks, omittedColumnsNote, renderNotes } from './answer.ts';
import { countOtherProblems, drillDownButtons } from './problem-buttons.ts';
import { maxRows, messageBudget, renderDataTable, toMessageTable } from './table.ts';

/** Slack's limits for the value and the label of a button. */
const maxValueChars = 2_000;
const maxLabelChars = 75;

/** Each button is a block of its own; a message has 50. */
const maxProblemButtons = 15;

/** A call of a tool, with its arguments as the client gave them. */
export interface RenderedToolCall {
  tool: Tool;
  input: Readonly<Record<string, unknown>>;
  result: ToolResult;
}

const jsonBudget = createJsonBudget();

/** An answer that fits as JSON and as a table: both show the same rows, so that a cursor skips none. */
const budget: AnswerBudget = {
  ...jsonBudget,
  sizeOf: entry => startCounting()(entry),
  startList: startCounting,
};

function startCounting(): AnswerBudget['sizeOf'] {
  const countCellChars = messageBudget.startList();
  return entry => Math.max(jsonBudget.sizeOf(entry), (countCellChars(entry) * jsonBudget.maxSize) / messageBudget.maxSize);
}

/** How Slackbot shows results: the size of an answer, its rows, and its blocks. */
export const toolBlocks = { budget, maxRows, render: renderToolBlocks };

/** Renders a result. A block that Slack rejects would drop all of them, so each text is cut to Slack's limit. */
function renderToolBlocks({ tool, input, result }: RenderedToolCall): KnownBlock[] {
  const table = toMessageTable({ ...result.table, rows: result.table.rows.slice(0, maxRows) });
  const toolCall = { tool: tool.name, input, shown: 0 };
  const others = countOtherProblems(toolCall, result, maxProblemButtons);
  const problems = others === 0 ? [] : [`${others} more ${pluralize('problem', others)}: ask for the lines that are blocked or down.`];
  const notes = [
    formatRowCount(toolCall, result, table),
    ...result.warnings,
    ...(result.notes ?? []),
    ...omittedColumnsNote(table, 'text'),
    ...problems,
  ];
  const body =
    table.rows.length === 0 ? renderSections([describeEmptyAnswer(result.failure === undefined)]) : [renderDataTable(table, tool.title)];
  const { next_cursor: cursor } = result.content;
  const buttons = [
    ...drillDownButtons(toolCall, result, maxProblemButtons).map(({ label, toolCall: { tool: name, input: values } }) =>
      renderToolButton(label, name, values),
    ),
    ...(typeof cursor === 'string' ? [renderToolButton('More', tool.name, { ...input, cursor })] : []),
  ].flatMap(block => block ?? []);
  const blocks = [renderHeader(tool.title), ...renderNotes(notes), ...body, ...renderSections(formatAdvice(result))];
  return [...blocks.slice(0, maxBlocks - buttons.length), ...buttons];
}

/** A button that calls a tool, in a block of its own: buttons of one tool have the same id. Undefined if its arguments are too long. */
function renderToolButton(label: string, tool: string, input: Readonly<Record<string, unknown>>): ActionsBlock | undefined {
  const value = JSON.stringify(input);
  if (value.length > maxValueChars) return undefined;
  const text = { type: 'plain_text' as const, text: escapePlainText(label, maxLabelChars), emoji: false };
  return { type: 'actions', elements: [{ type: 'button', action_id: `tool:${tool}`, text, value }] };
}
