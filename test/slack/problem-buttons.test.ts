// The buttons below a summary: each lists just the lines of its group, so a group that no filter describes has none.
import type { Row, ToolResult } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { drillDownButtons } from '../../packages/slack/src/render/problem-buttons.ts';

const listLabels = (by: string[] | undefined, ...rows: Row[]) => {
  const result: ToolResult = { content: {}, table: { columns: [], rows, hasMore: false }, warnings: [] };
  return drillDownButtons({ tool: 'summarize_lines', input: { ...(by && { by }) }, shown: 0 }, result).map(({ label }) => label);
};

describe('the buttons below a summary', () => {
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
