// The three answers that the view knows: where their rows are, and what is shown, chosen and counted of them.
import { type Column, countColumns, findingColumns, lineColumns } from './columns.ts';
import { counted } from './format.ts';
import { countAt, type Fields, fieldsOf, textAt } from './json-values.ts';

export interface Kind {
  /** The tool that gives such answers. */
  tool: string;
  /** The field with the rows, by which an answer is known. */
  list: string;
  title: string;
  /** One row. */
  noun: string;
  columns: readonly Column[];
  /** The entry of a row, flat. */
  entryOf(row: Fields): Fields;
  /** Properties to choose rows by. */
  choices: readonly string[];
  /** The bars: the first of these properties that rows have, and what each bar is divided by. */
  groups: readonly string[];
  part: string;
  /** Lines that a row stands for. */
  weightOf(entry: Fields): number;
  /** Rows of the whole list, where the answer says it. */
  totalOf(content: Fields): number | undefined;
  /** Said beside the count of rows. */
  beside(content: Fields): string;
}

/** What an answer does not say is unknown. */
const known = (entry: Fields, name: string): Fields => (textAt(entry, name) === '' ? { ...entry, [name]: 'unknown' } : entry);

const lines: Kind = {
  tool: 'list_lines',
  list: 'lines',
  title: 'Lines and numbers',
  noun: 'line',
  columns: lineColumns,
  entryOf: row => known(row, 'status'),
  choices: ['status', 'provider', 'account'],
  groups: ['provider', 'account'],
  part: 'status',
  weightOf: () => 1,
  totalOf: content => countAt(content, 'total'),
  beside: () => '',
};

const findings: Kind = {
  ...lines,
  tool: 'audit_lines',
  list: 'findings',
  title: 'What is wrong',
  noun: 'finding',
  columns: findingColumns,
  entryOf: row => known({ ...fieldsOf(row.line), ...row }, 'severity'),
  choices: ['severity', 'provider', 'account'],
  groups: ['account'],
  part: 'severity',
  totalOf(content) {
    const counts = fieldsOf(content.counts);
    return Object.keys(counts).reduce((sum, code) => sum + (countAt(counts, code) ?? 0), 0);
  },
};

const groups: Kind = {
  ...lines,
  tool: 'summarize_lines',
  list: 'groups',
  title: 'Lines counted',
  noun: 'group',
  columns: countColumns,
  // Two people of one name are two owners.
  entryOf: group => ({ ...group, person: `${textAt(group, 'owner')} ${textAt(group, 'owner_id')}`.trim() }),
  groups: ['provider', 'account', 'kind', 'person', 'status'],
  weightOf: entry => countAt(entry, 'count') ?? 0,
  totalOf: () => undefined,
  beside: content => `${counted(countAt(content, 'total') ?? 0, 'line')}, ${counted(countAt(content, 'numbers') ?? 0, 'number')}`,
};

export const kinds: readonly Kind[] = [lines, findings, groups];
