// Column definitions of the line, finding and group tables.
import { type Cell, listCell, textCell } from './cells.ts';
import { formatAmount, formatCode, formatQuantity } from './format.ts';
import { type JsonObject, readCount, readObjects, readText, readTexts } from './json-values.ts';
import { severityRank } from './status-icons.ts';

/** One table column. */
export interface Column {
  title: string;
  /** The cell of a row, from its fields. */
  cell(entry: JsonObject): Cell;
  /** Numbers are right-aligned, prose is wider. */
  layout?: 'numeric' | 'prose';
}

const textColumn = (title: string, name: string): Column => ({ title, cell: entry => textCell(readText(entry, name)) });

const codeColumn = (title: string, name: string): Column => ({ title, cell: entry => textCell(formatCode(readText(entry, name))) });

/** A status or severity, sorted from the most severe. */
const statusColumn = (title: string, name: string, getSubtitle: (entry: JsonObject) => string = () => ''): Column => ({
  title,
  cell(entry) {
    const value = readText(entry, name);
    return { text: formatCode(value), subtitle: getSubtitle(entry), status: value, sortKey: value && severityRank(value) };
  },
});

const accountColumn: Column = { title: 'Account', cell: entry => textCell(readText(entry, 'account'), readText(entry, 'provider')) };

/** The name of a line, with its id as the subtitle if they differ. */
const lineColumn: Column = {
  title: 'Line',
  cell(entry) {
    const name = readText(entry, 'name');
    const id = readText(entry, 'id');
    return name === '' || name === id ? textCell(id) : textCell(name, id);
  },
};

const feeColumn: Column = {
  title: 'Monthly fee',
  layout: 'numeric',
  cell({ monthly_fee: amount, ...entry }) {
    return typeof amount === 'number' ? { text: formatAmount(amount, readText(entry, 'currency')), sortKey: amount } : textCell('');
  },
};

/** Shows the date, sorts by the full timestamp. */
const createdColumn: Column = {
  title: 'Created',
  cell(entry) {
    const timestamp = readText(entry, 'created_at');
    return { text: /^\d{4}-\d\d-\d\d/.exec(timestamp)?.[0] ?? timestamp, sortKey: timestamp };
  },
};

/** Since when a line has its status, in UTC, where a history is kept. */
const sinceColumn = textColumn('Since', 'since');

/** Columns for `list_lines`. */
export const lineColumns: readonly Column[] = [
  lineColumn,
  statusColumn('Status', 'status', entry => readTexts(entry, 'reasons').map(formatCode).join(', ')),
  sinceColumn,
  { title: 'Numbers', cell: entry => listCell(readTexts(entry, 'numbers')) },
  textColumn('Extension', 'extension'),
  textColumn('Owner', 'owner'),
  accountColumn,
  codeColumn('Kind', 'kind'),
  textColumn('Caller ID', 'caller_id'),
  textColumn('IP', 'ip'),
  textColumn('Device', 'device'),
  feeColumn,
  createdColumn,
];

const readValue = (entry: JsonObject, name: string): string => readText(entry, name) || readTexts(entry, name).join(', ');

/** Columns for `list_changes`: times in UTC, and the value before a change below that after it. */
export const changeColumns: readonly Column[] = [
  lineColumn,
  textColumn('At', 'at'),
  codeColumn('Change', 'change'),
  { title: 'Value', cell: entry => textCell(readValue(entry, 'after'), readValue(entry, 'before')) },
  accountColumn,
];

/** Columns for `audit_lines`. */
export const findingColumns: readonly Column[] = [
  lineColumn,
  statusColumn('Severity', 'severity'),
  sinceColumn,
  { title: 'Finding', cell: entry => textCell(formatCode(readText(entry, 'code')), readText(entry, 'evidence')), layout: 'prose' },
  { ...textColumn('Advice', 'advice'), layout: 'prose' },
  accountColumn,
  codeColumn('Kind', 'kind'),
];

const countColumn: Column = {
  title: 'Lines',
  layout: 'numeric',
  cell(entry) {
    const lines = readCount(entry, 'count');
    return lines === undefined ? textCell('') : { text: lines.toLocaleString('en'), sortKey: lines };
  },
};

const feesColumn: Column = {
  title: 'Monthly fees',
  layout: 'numeric',
  cell(entry) {
    const fees = readObjects(entry, 'monthly_fees');
    const texts = fees.flatMap(({ amount, ...fee }) =>
      typeof amount === 'number'
        ? [`${formatAmount(amount, readText(fee, 'currency'))} (${formatQuantity(readCount(fee, 'lines') ?? 0, 'line')})`]
        : [],
    );
    const first = fees[0]?.amount;
    return { ...listCell(texts), sortKey: typeof first === 'number' ? first : '' };
  },
};

/** Columns for `summarize_lines`. */
export const groupColumns: readonly Column[] = [
  textColumn('Provider', 'provider'),
  textColumn('Account', 'account'),
  codeColumn('Kind', 'kind'),
  statusColumn('Status', 'status'),
  textColumn('Owner', 'owner'),
  textColumn('Owner ID', 'owner_id'),
  countColumn,
  feesColumn,
];
