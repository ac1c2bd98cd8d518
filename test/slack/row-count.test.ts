// The count above a table in Slack: how many lines a summary counts, and how many of its groups are shown.
import { describe, expect, it } from 'vitest';
import { formatRowCount } from '../../packages/slack/src/render/answer.ts';

describe('the count of a summary', () => {
  const toolCall = { tool: 'summarize_lines', input: {}, shown: 0 };
  const rows = Array.from({ length: 100 }, (_, index) => [{ text: `Person ${index}` }]);

  it.each([
    [300, '100 of 300 groups, 900 lines, 800 numbers'],
    [100, '900 lines, 800 numbers'],
  ])('of %i groups is %s', (total, expected) => {
    const table = { columns: ['owner'], rows: [], total, hasMore: total > rows.length };
    const result = { content: { total: 900, numbers: 800 }, table, warnings: [] };
    expect(formatRowCount(toolCall, result, { columns: ['owner'], rows, omittedColumns: [] })).toBe(expected);
  });
});
