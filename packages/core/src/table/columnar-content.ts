// The structured content of an answer in columns: the same rows in the same order, for readers who pay by the token.
import type { Row } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';
import { createColumnSizer, splitIntoRuns, toColumnTable } from './column-table.ts';
import { type AnswerBudget, countJsonChars, countsJsonAlone } from './size-budget.ts';

type Content = Readonly<Record<string, unknown>>;

/** Where an answer has its rows, and how they become columns. */
export interface ColumnLayout {
  /** The field of the content that holds the rows. */
  list: string;
  /** The columns that tables are made by, so that each has the columns of its own rows; undefined for one table in place of the list. */
  groupBy?: readonly string[] | undefined;
}

/** The rows of a content; the fields of a `line` in an entry stand beside the others. */
const toRows = (entries: readonly Row[], { groupBy }: ColumnLayout): Row[] =>
  entries.map(entry => (groupBy === undefined ? entry : spreadLine(entry)));

const spreadLine = ({ line, ...rest }: Row): Row =>
  isRecord(line) ? { ...rest, ...line } : { ...rest, ...(line !== undefined && { line }) };

/** Converts a content. `columns` and `rows` take the place of the list, or the list holds tables; accounts that are all well become one word. */
export function toColumnarContent(content: Content, layout: ColumnLayout): Content {
  // The first list of a content holds rows.
  const rows = toRows(content[layout.list] as readonly Row[], layout);
  if (layout.groupBy !== undefined) return shortenOutcomes({ ...content, [layout.list]: toTables(rows, layout.groupBy) });
  const { shared, ...table } = toColumnTable(rows);
  const entries = Object.entries(content).flatMap(([name, value]): [string, unknown][] => {
    if (name !== layout.list) return [[name, value]];
    return [...(Object.keys(shared).length > 0 ? [['shared', shared] as [string, unknown]] : []), ...Object.entries(table)];
  });
  return Object.fromEntries(entries);
}

/** A table for each run of rows with the same values of `groupBy`, or one for all if that is shorter. */
function toTables(rows: readonly Row[], groupBy: readonly string[]): Content[] {
  if (rows.length === 0) return [];
  const toContent = (run: readonly Row[], columns: readonly string[]): Content => {
    const { shared, ...table } = toColumnTable(run, columns);
    return { ...shared, ...table };
  };
  const grouped = splitIntoRuns(rows, groupBy).map(run => toContent(run, groupBy));
  if (grouped.length === 1) return grouped;
  const single = [toContent(rows, [])];
  return countJsonChars(single) < countJsonChars(grouped) ? single : grouped;
}

/** Replaces the list of accounts by `outcome` where none of them failed, lacks a part or says nothing of the question. */
function shortenOutcomes(content: Content): Content {
  const { accounts, ...rest } = content;
  if (!Array.isArray(accounts)) return content;
  const outcomes = accounts.map(account => (isRecord(account) ? account.outcome : undefined));
  // Pages that follow reach what was not read.
  const continues = rest.next_cursor !== undefined;
  const isAsExpected = outcomes.every(outcome => outcome === 'complete' || (continues && outcome === 'not_read'));
  return isAsExpected ? { ...rest, outcome: continues ? 'continues' : 'complete' } : content;
}

/** The budget of an answer in columns, where only its JSON counts: more rows fit than of objects. */
export function toColumnarBudget(budget: AnswerBudget | undefined, layout: ColumnLayout): AnswerBudget | undefined {
  if (budget === undefined || !countsJsonAlone(budget)) return budget;
  return {
    ...budget,
    startList: () => {
      const sizeOf = createColumnSizer(layout.groupBy ?? []);
      // Entries are rows, or hold the line that they are about.
      return ({ value }) => toRows([value as Row], layout).reduce((size, row) => size + sizeOf(row), 0);
    },
  };
}
