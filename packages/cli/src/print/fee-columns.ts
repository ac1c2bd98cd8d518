// The fees of a summary: one column for each currency, so that amounts stand below each other.
import { getNumber, getObjects, getText, type Row } from '@linekeeper/core';

const feesColumn = 'monthly_fees';

/** The columns and rows of a table. */
export interface TableData {
  columns: readonly string[];
  rows: readonly Row[];
}

/** Replaces the column of fees, if there is one, by a column for each currency. `entries` hold the fees of the rows. */
export function splitFees({ columns, rows }: TableData, entries: readonly Row[]): TableData {
  if (!columns.includes(feesColumn)) return { columns, rows };
  const fees = entries.map(readFees);
  const currencies = [...new Set(fees.flatMap(row => Object.keys(row)))].sort();
  return {
    columns: columns.flatMap(name => (name === feesColumn ? currencies : [name])),
    rows: rows.map((row, index) => ({ ...row, ...fees[index] })),
  };
}

/** The amounts by `CUR/month`; with the number of lines whose fee is known, if not all are. */
function readFees(entry: Row): Record<string, string> {
  const count = getNumber(entry, 'count');
  const fees = getObjects(entry, feesColumn).map((fee): [string, string] => {
    const lines = getNumber(fee, 'lines');
    const amount = (getNumber(fee, 'amount') ?? 0).toFixed(2);
    return [`${getText(fee, 'currency')}/month`, lines === count ? amount : `${amount} (${lines} of ${count} lines)`];
  });
  return Object.fromEntries(fees);
}
