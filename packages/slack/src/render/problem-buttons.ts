// The ways on from a summary: a button for each group of lines that is in trouble, and one for the audit.
import type { Outcome } from '@linekeeper/core';
import type { Question } from '../job.ts';
import type { Wish } from './controls.ts';

/** What a person would do something about; `inactive` is on purpose, `unknown` says nothing. */
const problems: readonly unknown[] = ['blocked', 'down'];

/** Buttons of a summary beside the common ones. */
const most = 15;

/** Properties that a cell is counted by and that are filters of the same name. */
const filters = ['provider', 'account', 'kind', 'status', 'owner'];

/** The buttons of a summary; none for other answers. */
export function problemsOf({ tool, input }: Question, { rows }: Outcome): Wish[] {
  if (tool !== 'summarize_lines') return [];
  const { by: _, ...kept } = { ...input };
  const cells = rows.filter(({ status }) => problems.includes(status)).slice(0, most);
  const wishes = cells.map((cell, index): Wish => {
    const own = Object.fromEntries(
      filters.flatMap(name => (cell[name] === undefined ? [] : [[name, name === 'owner' ? cell[name] : [cell[name]]]])),
    );
    const words = filters.flatMap(name => (cell[name] === undefined || name === 'status' ? [] : [String(cell[name]).replaceAll('_', ' ')]));
    return {
      action: `problem-${index}`,
      label: `${cell.count} ${cell.status}: ${words.join(', ') || 'lines'}`,
      question: { tool: 'list_lines', input: { ...kept, ...own }, shown: 0 },
    };
  });
  return [...wishes, { action: 'audit', label: 'What is wrong, and what to do', question: { tool: 'audit_lines', input: kept, shown: 0 } }];
}
