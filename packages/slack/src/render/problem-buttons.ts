// Drill-down buttons of a summary: one for each group of lines with a problem status, and one for the audit.
import type { Row, ToolResult } from '@linekeeper/core';
import type { SavedToolCall } from '../job.ts';
import type { ButtonSpec } from './controls.ts';

/** Statuses that need action. `inactive` is intended, and `unknown` is not evidence of a problem. */
const problemStatuses: readonly unknown[] = ['blocked', 'down'];

/** Leaves some of Slack's 25 elements to the buttons that every answer has. */
const maxProblemButtons = 15;

/** Grouping properties of a summary that are also filters of `list_lines`. */
const groupFilters = ['provider', 'account', 'kind', 'status', 'owner', 'reason'];

/** True if filters find exactly the lines of the group: none says that a line has no owner or no reason. */
const hasFilters = (group: Row, by: unknown): boolean =>
  !Array.isArray(by) || by.every(name => groupFilters.includes(name) && group[name] !== undefined);

/** The drill-down buttons of a summary; empty for the results of other tools. */
export function drillDownButtons({ tool, input }: SavedToolCall, { table: { rows } }: ToolResult): ButtonSpec[] {
  if (tool !== 'summarize_lines') return [];
  const { by, ...filters } = { ...input };
  const groups = rows.filter(group => problemStatuses.includes(group.status) && hasFilters(group, by)).slice(0, maxProblemButtons);
  const buttons = groups.map((group, index): ButtonSpec => {
    const filtersOfGroup = Object.fromEntries(
      groupFilters.flatMap(name => (group[name] === undefined ? [] : [[name, name === 'owner' ? group[name] : [group[name]]]])),
    );
    const words = groupFilters.flatMap(name =>
      group[name] === undefined || name === 'status' ? [] : [String(group[name]).replaceAll('_', ' ')],
    );
    return {
      action: `problem-${index}`,
      label: `${group.count} ${group.status}: ${words.join(', ') || 'lines'}`,
      toolCall: { tool: 'list_lines', input: { ...filters, ...filtersOfGroup }, shown: 0 },
    };
  });
  return [
    ...buttons,
    { action: 'audit', label: 'What is wrong, and what to do', toolCall: { tool: 'audit_lines', input: filters, shown: 0 } },
  ];
}
