// The line under a list: how many entries it shows, and of how many.
import type { ToolResult } from '@linekeeper/core';

/** What an entry is called, and several. */
type Noun = readonly [one: string, several: string];

const rowNoun: Noun = ['row', 'rows'];

/** The nouns of the lists whose entries are the rows of the table. */
const nouns: Readonly<Record<string, Noun>> = {
  lines: ['line', 'lines'],
  matches: ['match', 'matches'],
  findings: ['finding', 'findings'],
  groups: ['group', 'groups'],
  changes: ['change', 'changes'],
  accounts: ['account', 'accounts'],
};

/** `12 lines`, or `25 of 227 lines; --all shows all`. */
export function formatCountLine({ content, table }: ToolResult): string {
  const { rows, total, hasMore } = table;
  const list = Object.keys(content).find(name => Array.isArray(content[name])) ?? 'rows';
  const noun = (count: number) => (nouns[list] ?? rowNoun)[count === 1 ? 0 : 1];
  const shown = rows.length;
  if (hasMore && total !== undefined && total > shown) return `${shown} of ${total} ${noun(total)}; --all shows all`;
  if (hasMore) return `${shown} ${noun(shown)}, there are more; --all shows all`;
  const counts = [`${shown} ${noun(shown)}`];
  // A summary counts the lines behind its groups.
  if (list === 'groups' && typeof content.total === 'number') counts.push(`${content.total} lines`);
  if (typeof content.numbers === 'number') counts.push(`${content.numbers} numbers`);
  return counts.join(', ');
}
