// The result of a tool as the view shows it, or a sentence on why there is nothing to show. A result may be anything.
import { type Cell, wordsOf } from './cells.ts';
import { counted, inFigures } from './format.ts';
import { type Fields, fieldsOf, isFields, listAt, textAt } from './json-values.ts';
import { type Note, notesIn } from './notes.ts';
import { type Kind, kinds } from './result-kinds.ts';

export interface Row {
  /** One a column. */
  cells: readonly Cell[];
  /** All that a reader could look for. */
  words: string;
  /** What it is chosen and grouped by. */
  values: ReadonlyMap<string, string>;
  /** Lines that it stands for. */
  weight: number;
}

export interface Answer {
  kind: Kind;
  rows: readonly Row[];
  notes: readonly Note[];
  /** Rows of the whole list, where they are known. */
  total: number | undefined;
  /** Said beside the count of rows. */
  beside: string;
  /** Absent at the end. */
  cursor: string | undefined;
}

/** Rows that the page holds before it gets slow. */
const mostRows = 10_000;

export function answerIn(result: unknown): Answer | string {
  const { isError, content: said, structuredContent: content } = fieldsOf(result);
  if (isError === true) return errorIn(said);
  if (!isFields(content)) return 'The answer has no structured content: there is nothing to show.';
  const kind = kinds.find(({ list }) => Array.isArray(content[list]));
  if (kind === undefined) return 'The answer has neither lines nor findings nor counts: there is nothing to show.';
  const cursor = content.next_cursor;
  const entries = listAt(content, kind.list);
  const readable = entries.filter(isFields);
  const unread = entries.length - readable.length;
  return limited({
    kind,
    rows: readable.slice(0, mostRows + 1).map(row => rowOf(kind, kind.entryOf(row))),
    notes: [...(unread > 0 ? [{ text: `${counted(unread, kind.noun)} could not be read`, missing: true }] : []), ...notesIn(content)],
    total: kind.totalOf(content),
    beside: kind.beside(content),
    cursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
  });
}

function errorIn(content: unknown): string {
  const said = Array.isArray(content) ? textAt(fieldsOf(content[0]), 'text') : '';
  return `The tool has not answered: ${said || 'it gave no reason.'}`;
}

/** The answer as far as the page can hold it. */
export function limited(answer: Answer): Answer {
  if (answer.rows.length <= mostRows) return answer;
  const note = { text: `this page holds no more than ${inFigures(mostRows)} rows`, missing: true };
  return { ...answer, rows: answer.rows.slice(0, mostRows), notes: [note, ...answer.notes], cursor: undefined };
}

function rowOf({ columns, choices, groups, part, weightOf }: Kind, entry: Fields): Row {
  const cells = columns.map(column => column.cell(entry));
  return {
    cells,
    words: plain(cells.map(wordsOf).join(' ')),
    values: new Map([...choices, ...groups, part].map(name => [name, textAt(entry, name)])),
    weight: weightOf(entry),
  };
}

/** Text as it is compared with what a reader looks for. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('_', ' ');
