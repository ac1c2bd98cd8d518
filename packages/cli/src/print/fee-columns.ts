// The fees of a summary: one column for each currency, so that amounts stand below each other.
import { getNumber, getTexts, type Row } from '@linekeeper/core';

const feesColumn = 'monthly_fees';

/** The columns and rows of a table. */
export interface TableData {
  columns: readonly string[];
  rows: readonly Row[];
}

/** Replaces the column of fees, if there is one, by a column for each currency. */
export function splitFees({ columns, rows }: TableData): TableData {
  if (!columns.includes(feesColumn)) return { columns, rows };
  const fees = rows.map(readFees);
  const currencies = [...new Set(fees.flatMap(row => Object.keys(row)))].sort();
  return {
    columns: columns.flatMap(name => (name === feesColumn ? currencies : [name])),
    rows: rows.map((row, index) => ({ ...row, ...fees[index] })),
  };
}

/** The amounts by `CUR/month`; with the number of lines whose fee is known, if not all are. */
function readFees(row: Row): Record<string, string> {
  const count = getNumber(row, 'count');
  const fees = getTexts(row, feesColumn).flatMap((text): [string, string][] => {
    const [, amount = '', currency = '', lines = ''] = /^([\d.]+) ([A-Z]{3}) \((\d+) lines?\)$/.exec(text) ?? [];
    if (currency === '') return [];
    return [[`${currency}/month`, Number(amount).toFixed(2) + (Number(lines) === count ? '' : ` (${lines} of ${count} lines)`)]];
  });
  return Object.fromEntries(fees);
}
