// What Slack documents of messages, written from its pages: https://docs.slack.dev/reference/block-kit/blocks
import { expect } from 'vitest';
import type { Posted } from './slack.ts';

type Block = Posted;

/** Fails for a message that Slack would refuse or cut. */
export function expectValid(message: Posted): void {
  expect(['ephemeral', 'in_channel']).toContain(message.response_type);
  expect(typeof message.text === 'string' && message.text.length > 0 && message.text.length <= 4_000, 'text').toBe(true);
  expect(message.blocks.length).toBeGreaterThan(0);
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  for (const block of message.blocks) expectBlock(block);
  const cells = message.blocks.filter((block: Block) => block.type === 'data_table').flatMap((block: Block) => block.rows.flat());
  expect(cells.reduce((sum: number, cell: Block) => sum + cell.text.length, 0)).toBeLessThanOrEqual(10_000);
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
      throw new Error(`no limits are known of ${block.type}`);
  }
}

function expectText(text: Block, most: number, types: readonly string[] = ['plain_text', 'mrkdwn']): void {
  expect(types).toContain(text.type);
  expect(text.text.length).toBeGreaterThan(0);
  expect(text.text.length).toBeLessThanOrEqual(most);
  // Colons would be read as emoji.
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
      expect(['raw_text', 'raw_number']).toContain(cell.type);
      expect(cell.text.trim().length).toBeGreaterThan(0);
      if (cell.type === 'raw_number') expect(String(cell.value)).toBe(String(Number(cell.text)));
    }
  }
}

/** Fails where a text of a provider's could act: mentions, links, emoji, markup, marks that turn the direction. */
export function expectHarmless(message: Posted): void {
  for (const [place, text] of textsIn(message)) {
    const own = place === 'mrkdwn' ? text.replace(/^<!date\^\d+\^[^|<>]*\|[^<>]*>$/, '').replace(/^Shared by <@\w+>$/, '') : text;
    expect(own, place).not.toMatch(/<[!@#]|<\/?[a-z]|:[\w+'-]+:|:\/\/|@(channel|here|everyone)\b/i);
    expect(own, place).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]|\p{Cs}/u);
    if (place === 'mrkdwn') expect(own, place).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|(^|[\s(])[*_~`]\w/);
  }
}

/** Every text of a message with the way in which Slack reads it. */
function* textsIn(value: Posted): Generator<[place: string, text: string]> {
  if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (typeof value === 'object' && value !== null) {
    if (typeof value.text === 'string') yield ['response_type' in value ? 'mrkdwn' : value.type, value.text];
    if (typeof value.caption === 'string') yield ['caption', value.caption];
    for (const inner of Object.values(value)) yield* textsIn(inner);
  }
}
