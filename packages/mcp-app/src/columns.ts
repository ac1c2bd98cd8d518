// The columns of the tables: what of a line, a finding or a count each shows.
import { type Cell, cell, listCell } from './cells.ts';
import { amountIn, counted, inWords } from './format.ts';
import { countAt, type Fields, rowsAt, textAt, textsAt } from './json-values.ts';
import { rankOf } from './status-icons.ts';

export interface Column {
  title: string;
  cell(entry: Fields): Cell;
  /** Figures stand at the right; sentences need room. */
  looks?: 'figures' | 'sentence';
}

const plain = (title: string, name: string): Column => ({ title, cell: entry => cell(textAt(entry, name)) });

const coded = (title: string, name: string): Column => ({ title, cell: entry => cell(inWords(textAt(entry, name))) });

/** A status or severity, sorted from the worst. */
const marked = (title: string, name: string, under: (entry: Fields) => string = () => ''): Column => ({
  title,
  cell(entry) {
    const value = textAt(entry, name);
    return { text: inWords(value), under: under(entry), mark: value, order: value && rankOf(value) };
  },
});

const account: Column = { title: 'Account', cell: entry => cell(textAt(entry, 'account'), textAt(entry, 'provider')) };

/** What a line is called, with its id where that is not the same. */
const line: Column = {
  title: 'Line',
  cell(entry) {
    const name = textAt(entry, 'name');
    const id = textAt(entry, 'id');
    return name === '' || name === id ? cell(id) : cell(name, id);
  },
};

const fee: Column = {
  title: 'Monthly fee',
  looks: 'figures',
  cell({ monthly_fee: amount, ...entry }) {
    return typeof amount === 'number' ? { text: amountIn(amount, textAt(entry, 'currency')), order: amount } : cell('');
  },
};

/** The day of a moment; two moments of a day keep their order. */
const created: Column = {
  title: 'Created',
  cell(entry) {
    const moment = textAt(entry, 'created_at');
    return { text: /^\d{4}-\d\d-\d\d/.exec(moment)?.[0] ?? moment, order: moment };
  },
};

export const lineColumns: readonly Column[] = [
  line,
  marked('Status', 'status', entry => textsAt(entry, 'reasons').map(inWords).join(', ')),
  { title: 'Numbers', cell: entry => listCell(textsAt(entry, 'numbers')) },
  plain('Extension', 'extension'),
  plain('Owner', 'owner'),
  account,
  coded('Kind', 'kind'),
  plain('Caller ID', 'caller_id'),
  plain('IP', 'ip'),
  plain('Device', 'device'),
  fee,
  created,
];

export const findingColumns: readonly Column[] = [
  line,
  marked('Severity', 'severity'),
  { title: 'Finding', cell: entry => cell(inWords(textAt(entry, 'code')), textAt(entry, 'evidence')), looks: 'sentence' },
  { ...plain('Advice', 'advice'), looks: 'sentence' },
  account,
  coded('Kind', 'kind'),
];

const count: Column = {
  title: 'Lines',
  looks: 'figures',
  cell(entry) {
    const lines = countAt(entry, 'count');
    return lines === undefined ? cell('') : { text: lines.toLocaleString('en'), order: lines };
  },
};

const fees: Column = {
  title: 'Monthly fees',
  looks: 'figures',
  cell(entry) {
    const known = rowsAt(entry, 'monthly_fees');
    const texts = known.flatMap(({ amount, ...one }) =>
      typeof amount === 'number' ? [`${amountIn(amount, textAt(one, 'currency'))} (${counted(countAt(one, 'lines') ?? 0, 'line')})`] : [],
    );
    const first = known[0]?.amount;
    return { ...listCell(texts), order: typeof first === 'number' ? first : '' };
  },
};

export const countColumns: readonly Column[] = [
  plain('Provider', 'provider'),
  plain('Account', 'account'),
  coded('Kind', 'kind'),
  marked('Status', 'status'),
  plain('Owner', 'owner'),
  plain('Owner ID', 'owner_id'),
  count,
  fees,
];
