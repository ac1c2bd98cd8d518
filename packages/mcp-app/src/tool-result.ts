// Parses a tool result, which is untrusted JSON, into the model that the view renders.
import { type Cell, getCellText } from './cells.ts';
import { readEntries } from './column-rows.ts';
import { formatNumber, formatQuantity } from './format.ts';
import { isJsonObject, type JsonObject, readText, toJsonObject } from './json-values.ts';
import { type Note, readNotes } from './notes.ts';
import { type ResultKind, resultKinds } from './result-kinds.ts';

/** One row of the table. */
export interface Row {
  /** One per column. */
  cells: readonly Cell[];
  /** All text of the row, normalized for search. */
  searchText: string;
  /** Values of the properties that rows are filtered and grouped by. */
  properties: ReadonlyMap<string, string>;
  /** Number of lines that the row represents. */
  lineCount: number;
}

/** A tool result as the view shows it. */
export interface ParsedResult {
  kind: ResultKind;
  rows: readonly Row[];
  notes: readonly Note[];
  /** Number of rows in the complete list, if known. */
  total: number | undefined;
  /** Shown next to the row count; may be empty. */
  summary: string;
  /** Undefined on the last page. */
  cursor: string | undefined;
}

/** The page gets slow with more. */
const maxRows = 10_000;

/** Returns a message for the user if the result is an error or contains nothing to show. */
export function parseResult(result: unknown): ParsedResult | string {
  const { isError, content: textContent, structuredContent: content } = toJsonObject(result);
  if (isError === true) return readErrorMessage(textContent);
  if (!isJsonObject(content)) return 'The result has no structured content: nothing to show.';
  const kind = resultKinds.find(({ rowsField }) => Array.isArray(content[rowsField]));
  if (kind === undefined) return 'The result has no rows: nothing to show.';
  const cursor = content.next_cursor;
  const entries = readEntries(content, kind.rowsField);
  const readable = entries.filter(isJsonObject);
  const unreadable = entries.length - readable.length;
  return limitRows({
    kind,
    rows: readable.slice(0, maxRows + 1).map(row => toRow(kind, kind.toEntry(row, content))),
    notes: [
      ...(unreadable > 0 ? [{ text: `${formatQuantity(unreadable, kind.noun)} could not be read`, missing: true }] : []),
      ...readNotes(content),
    ],
    total: kind.getTotal(content),
    summary: kind.getSummary(content),
    cursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
  });
}

function readErrorMessage(content: unknown): string {
  const message = Array.isArray(content) ? readText(toJsonObject(content[0]), 'text') : '';
  return `The tool failed: ${message || 'no reason given.'}`;
}

/** Truncates the result to what the page can hold, with a note. */
export function limitRows(result: ParsedResult): ParsedResult {
  if (result.rows.length <= maxRows) return result;
  const note = { text: `this page holds at most ${formatNumber(maxRows)} rows`, missing: true };
  return { ...result, rows: result.rows.slice(0, maxRows), notes: [note, ...result.notes], cursor: undefined };
}

function toRow({ columns, filterBy, groupBy, segmentBy, countLines }: ResultKind, entry: JsonObject): Row {
  const cells = columns.map(column => column.cell(entry));
  return {
    cells,
    searchText: normalizeForSearch(cells.map(getCellText).join(' ')),
    properties: new Map([...filterBy, ...groupBy, segmentBy].map(name => [name, readText(entry, name)])),
    lineCount: countLines(entry),
  };
}

/** Normalizes text and search terms alike: case, compatibility characters, and underscores as spaces. */
export const normalizeForSearch = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('_', ' ');
