// The buttons below a summary: each lists just the lines of its group, so a group that no filter describes has none.
import type { Row, ToolResult } from '@linekeeper/core';
import { tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../packages/slack/src/render/answer.ts';
import { drillDownButtons } from '../../packages/slack/src/render/problem-buttons.ts';
import { toolBlocks } from '../../packages/slack/src/render/tool-blocks.ts';
import { expectValid, expectValidBlocks } from './limits.ts';
import { getElements, getText } from './slack-server.ts';

const listLabels = (by: string[] | undefined, ...rows: Row[]) => {
  const result: ToolResult = { content: {}, table: { columns: [], rows, hasMore: false }, warnings: [] };
  return drillDownButtons({ tool: 'summarize_lines', input: { ...(by && { by }) }, shown: 0 }, result).map(({ label }) => label);
};

/** Renders the summary of lines of as many owners. */
function renderSummary(count: number, input: Record<string, unknown> = {}) {
  const rows = Array.from({ length: count }, (_, index) => ({
    owner: `Person ${index}`,
    status: index % 2 ? 'down' : 'blocked',
    count: 1,
  }));
  const result: ToolResult = {
    content: { total: count, numbers: 0 },
    table: { columns: ['owner', 'status', 'count'], rows, hasMore: false },
    warnings: [],
  };
  const tool = tools.find(({ name }) => name === 'summarize_lines');
  if (tool === undefined) return expect.fail('no summary');
  const toolCall = { tool: tool.name, input, shown: 0 };
  const { message, fallback } = renderAnswer({ tool, toolCall, result }, { secret: 'fake-secret', now: 0 });
  for (const one of [message, fallback]) expectValid(one);
  expectValidBlocks(toolBlocks.render({ tool, input, result }));
  return { text: getText(message), labels: getElements(message).map(({ text }) => text?.text) };
}

describe('the buttons below a summary', () => {
  it.each([16, 45])('are those of %i problems, in as many rows as they need', count => {
    const { text, labels } = renderSummary(count);
    expect(labels.filter(label => / (?:down|blocked): /.test(label))).toHaveLength(count);
    expect(labels.at(-1)).toBe('Share');
    expect(text).not.toContain('more problem');
  });

  it('are at most 45, and the message says how to list the other problems', () => {
    const { text, labels } = renderSummary(100);
    expect(labels.filter(label => / (?:down|blocked): /.test(label))).toHaveLength(45);
    expect(text).toContain('55 more problems: /lines list status=blocked,down"');
    expect(renderSummary(46, { account: ['moscow'] }).text).toContain(
      '1 more problem: /lines list status=blocked,down with the same filters',
    );
  });

  it('are those of the groups with a problem', () => {
    expect(listLabels(undefined, { kind: 'sip_phone', status: 'down', count: 7 }, { kind: 'sip_phone', status: 'up', count: 38 })).toEqual([
      '7 down: sip phone',
      'What is wrong, and what to do',
    ]);
  });

  it.each(['owner', 'reason', 'cost_center'])('leave out a group without a %s: its filter would find other lines, too', name => {
    expect(listLabels([name, 'status'], { status: 'down', count: 7 })).toEqual(['What is wrong, and what to do']);
  });

  it('leave out a group of a cost center: no filter knows it', () => {
    expect(listLabels(['cost_center', 'status'], { cost_center: 'Sales', status: 'down', count: 2 })).toHaveLength(1);
  });
});
