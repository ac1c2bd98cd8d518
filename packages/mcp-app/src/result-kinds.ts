// The four tool results that the view can show: their rows, columns, filters and chart.
import { type Column, changeColumns, findingColumns, groupColumns, lineColumns } from './columns.ts';
import { formatQuantity } from './format.ts';
import { isJsonObject, type JsonObject, readCount, readObjects, readText, toJsonObject } from './json-values.ts';

/** How the result of one tool is shown. */
export interface ResultKind {
  /** The name of the tool, for loading further pages. */
  tool: string;
  /** The field of the structured content that holds the rows; identifies the kind of a result. */
  rowsField: string;
  title: string;
  /** What one row is, in the singular. */
  noun: string;
  columns: readonly Column[];
  /** The fields of a row, flattened. `content`: what the result has beside its rows. */
  toEntry(row: JsonObject, content: JsonObject): JsonObject;
  /** Properties with a filter. */
  filterBy: readonly string[];
  /** The chart has a bar per value of the first of these properties that the rows have. */
  groupBy: readonly string[];
  /** The property that divides each bar into segments. */
  segmentBy: string;
  /** Number of lines that a row represents. */
  countLines(entry: JsonObject): number;
  /** Number of rows in the complete list; undefined if the result does not contain it. */
  getTotal(content: JsonObject): number | undefined;
  /** Shown next to the row count. */
  getSummary(content: JsonObject): string;
}

/** Sets a missing field to `unknown`. */
const withDefault = (entry: JsonObject, name: string): JsonObject =>
  readText(entry, name) === '' ? { ...entry, [name]: 'unknown' } : entry;

const lineResult: ResultKind = {
  tool: 'list_lines',
  rowsField: 'lines',
  title: 'Lines and numbers',
  noun: 'line',
  columns: lineColumns,
  toEntry: row => withDefault(row, 'status'),
  filterBy: ['status', 'provider', 'account'],
  groupBy: ['provider', 'account'],
  segmentBy: 'status',
  countLines: () => 1,
  getTotal: content => readCount(content, 'total'),
  getSummary: () => '',
};

const findingResult: ResultKind = {
  ...lineResult,
  tool: 'audit_lines',
  rowsField: 'findings',
  title: 'Audit findings',
  noun: 'finding',
  columns: findingColumns,
  toEntry(row, content) {
    // In columns, the fields of the line stand beside those of the finding.
    const line = isJsonObject(row.line) ? row.line : row;
    const account = readObjects(content, 'accounts').find(entry => entry.account === line.account);
    const provider = account === undefined ? {} : { provider: readText(account, 'provider') };
    const advice = readText(toJsonObject(content.advice), readText(row, 'code'));
    return withDefault({ ...provider, ...line, ...row, advice }, 'severity');
  },
  filterBy: ['severity', 'provider', 'account'],
  groupBy: ['account'],
  segmentBy: 'severity',
  getTotal(content) {
    const counts = toJsonObject(content.counts);
    return Object.keys(counts).reduce((sum, code) => sum + (readCount(counts, code) ?? 0), 0);
  },
};

const groupResult: ResultKind = {
  ...lineResult,
  tool: 'summarize_lines',
  rowsField: 'groups',
  title: 'Line summary',
  noun: 'group',
  columns: groupColumns,
  // Owners with the same name but different ids are separate groups.
  toEntry: group => ({ ...group, person: `${readText(group, 'owner')} ${readText(group, 'owner_id')}`.trim() }),
  groupBy: ['provider', 'account', 'kind', 'person', 'status'],
  countLines: entry => readCount(entry, 'count') ?? 0,
  getTotal: () => undefined,
  getSummary: content =>
    `${formatQuantity(readCount(content, 'total') ?? 0, 'line')}, ${formatQuantity(readCount(content, 'numbers') ?? 0, 'number')}`,
};

const changeResult: ResultKind = {
  ...lineResult,
  tool: 'list_changes',
  rowsField: 'changes',
  title: 'Changes',
  noun: 'change',
  columns: changeColumns,
  toEntry: row => ({ ...toJsonObject(row.line), ...row }),
  filterBy: ['change'],
};

/** All kinds of results. */
export const resultKinds: readonly ResultKind[] = [lineResult, findingResult, groupResult, changeResult];
