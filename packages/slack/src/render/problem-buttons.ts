// Drill-down buttons of a summary: one for each group of lines with a problem status, and one for the audit.
import type { Row, ToolResult } from '@linekeeper/core';
import type { SavedToolCall } from '../job.ts';
import type { ButtonSpec } from './controls.ts';

/** Statuses that need action. `inactive` is intended, and `unknown` is not evidence of a problem. */
const problemStatuses: readonly unknown[] = ['blocked', 'down'];

/** With the buttons that every answer has, two actions blocks of Slack's 25 elements. */
const maxProblemButtons = 45;

/** Grouping properties of a summary that are also filters of `list_lines`. */
const groupFilters = ['provider', 'account', 'kind', 'status', 'owner', 'reason'];

/** True if filters find exactly the lines of the group: none says that a line has no owner or no reason. */
const hasFilters = (group: Row, by: unknown): boolean =>
  !Array.isArray(by) || by.every(name => groupFilters.includes(name) && group[name] !== undefined);

const listProblems = ({ tool }: SavedToolCall, { table: { rows } }: ToolResult): Row[] =>
  tool === 'summarize_lines' ? rows.filter(group => problemStatuses.includes(group.status)) : [];

/** The problems of a summary that get a button. */
const listButtonProblems = (toolCall: SavedToolCall, result: ToolResult, maxButtons: number): Row[] =>
  listProblems(toolCall, result)
    .filter(group => hasFilters(group, toolCall.input.by))
    .slice(0, maxButtons);

/** How many problems of a summary have no button: no filter finds just their lines, or there are too many. */
export const countOtherProblems = (toolCall: SavedToolCall, result: ToolResult, maxButtons = maxProblemButtons): number =>
  listProblems(toolCall, result).length - listButtonProblems(toolCall, result, maxButtons).length;

/** The drill-down buttons of a summary; empty for the results of other tools. */
export function drillDownButtons(toolCall: SavedToolCall, result: ToolResult, maxButtons = maxProblemButtons): ButtonSpec[] {
  if (toolCall.tool !== 'summarize_lines') return [];
  const { by: _, ...filters } = { ...toolCall.input };
  const groups = listButtonProblems(toolCall, result, maxButtons);
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
