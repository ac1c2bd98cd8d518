// Assertions of Slack's documented message limits: https://docs.slack.dev/reference/block-kit/blocks
import { expect } from 'vitest';
import type { PostedMessage } from './slack.ts';

type Block = PostedMessage;

/** The text of a table's cell: of a time, what is shown where Slack cannot convert it. */
export const readCell = (cell: Block): string => cell.text ?? cell.elements[0].elements[0].fallback;

/** Fails for a message that Slack would reject or truncate. */
export function expectValid(message: PostedMessage): void {
  expect(['ephemeral', 'in_channel']).toContain(message.response_type);
  expect(typeof message.text === 'string' && message.text.length > 0 && message.text.length <= 4_000, 'text').toBe(true);
  expectValidBlocks(message.blocks);
}

/** Fails for blocks of which Slack would reject one. */
export function expectValidBlocks(blocks: readonly Block[]): void {
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const block of blocks) expectBlock(block);
  const cells = blocks.filter((block: Block) => block.type === 'data_table').flatMap((block: Block) => block.rows.flat());
  expect(cells.reduce((sum: number, cell: Block) => sum + readCell(cell).length, 0)).toBeLessThanOrEqual(10_000);
}

function expectBlock(block: Block): void {
  switch (block.type) {
    case 'header':
      expectText(block.text, 150, ['plain_text']);
      break;
    case 'section':
      expectText(block.text, 3_000);
      break;
    case 'context':
      expect(block.elements.length).toBeGreaterThan(0);
      expect(block.elements.length).toBeLessThanOrEqual(10);
      for (const element of block.elements) expectText(element, 2_000);
      break;
    case 'actions':
      expect(block.elements.length).toBeGreaterThan(0);
      expect(block.elements.length).toBeLessThanOrEqual(25);
      expect(new Set(block.elements.map(({ action_id }: Block) => action_id)).size).toBe(block.elements.length);
      for (const element of block.elements) expectElement(element);
      break;
    case 'data_table':
      expectTable(block);
      break;
    default:
      throw new Error(`no limits are defined for ${block.type}`);
  }
}

function expectText(text: Block, maxChars: number, types: readonly string[] = ['plain_text', 'mrkdwn']): void {
  expect(types).toContain(text.type);
  expect(text.text.length).toBeGreaterThan(0);
  expect(text.text.length).toBeLessThanOrEqual(maxChars);
  // Otherwise `:name:` becomes an emoji.
  if (text.type === 'plain_text') expect(text.emoji).toBe(false);
}

function expectElement(element: Block): void {
  expect(element.action_id.length).toBeLessThanOrEqual(255);
  if (element.type === 'button') {
    expectText(element.text, 75, ['plain_text']);
    expect(element.value.length).toBeGreaterThan(0);
    expect(element.value.length).toBeLessThanOrEqual(2_000);
  } else expectSelect(element);
}

function expectSelect(element: Block): void {
  expect(element.type).toBe('static_select');
  expectText(element.placeholder, 150, ['plain_text']);
  expect(element.options.length).toBeGreaterThan(0);
  expect(element.options.length).toBeLessThanOrEqual(100);
  for (const option of element.options) {
    expectText(option.text, 75, ['plain_text']);
    expect(option.value.length).toBeLessThanOrEqual(150);
  }
  expect(element.options).toContainEqual(element.initial_option);
}

function expectTable({ caption, rows, page_size, row_header_column_index = 0 }: Block): void {
  expect(caption.length).toBeGreaterThan(0);
  expect(rows.length).toBeGreaterThanOrEqual(2);
  expect(rows.length).toBeLessThanOrEqual(101);
  expect(page_size).toBeGreaterThanOrEqual(1);
  expect(page_size).toBeLessThanOrEqual(100);
  const [header] = rows;
  expect(header.length).toBeGreaterThanOrEqual(1);
  expect(header.length).toBeLessThanOrEqual(20);
  expect(row_header_column_index).toBeLessThan(header.length);
  for (const row of rows) {
    expect(row.length).toBe(header.length);
    for (const cell of row) {
      expect(['raw_text', 'raw_number', ...(row === header ? [] : ['rich_text'])]).toContain(cell.type);
      expect(readCell(cell).trim().length).toBeGreaterThan(0);
      if (cell.type === 'rich_text') expectTime(cell);
      if (cell.type === 'raw_number') expect(String(cell.value)).toBe(String(Number(cell.text)));
    }
  }
}

/** Times are the only cells of rich text. */
function expectTime({ elements }: Block): void {
  const { timestamp, fallback } = elements[0].elements[0];
  const date = { type: 'date', timestamp, format: '{date_num} {time}', fallback };
  expect(elements).toEqual([{ type: 'rich_text_section', elements: [date] }]);
  expect(Number.isInteger(timestamp)).toBe(true);
  expect(fallback).toBe(`${new Date(timestamp * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`);
}

/** Fails if a text contains active syntax: mentions, links, emoji, markup or bidirectional control characters. */
export function expectHarmless(message: PostedMessage): void {
  for (const [type, fullText] of findTexts(message)) {
    // Linekeeper's own date and mention are the only active syntax.
    const text = type === 'mrkdwn' ? fullText.replace(/^<!date\^\d+\^[^|<>]*\|[^<>]*>$/, '').replace(/^Shared by <@\w+>$/, '') : fullText;
    expect(text, type).not.toMatch(/<[!@#]|<\/?[a-z]|:[\w+'-]+:|:\/\/|@(channel|here|everyone)\b/i);
    expect(text, type).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]|\p{Cs}/u);
    if (type === 'mrkdwn') expect(text, type).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|(^|[\s(])[*_~`]\w/);
  }
}

/** Every text of a message, with the type by which Slack interprets it. */
function* findTexts(value: PostedMessage): Generator<[type: string, text: string]> {
  if (Array.isArray(value)) for (const item of value) yield* findTexts(item);
  else if (typeof value === 'object' && value !== null) {
    if (typeof value.text === 'string') yield ['response_type' in value ? 'mrkdwn' : value.type, value.text];
    if (typeof value.caption === 'string') yield ['caption', value.caption];
    for (const inner of Object.values(value)) yield* findTexts(inner);
  }
}
