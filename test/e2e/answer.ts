// Compares an answer with an expectation of questions.md.
import type { ExpectedRows, ExpectedValue, RowCells } from './document.ts';

/** Returns the differences between an answer and an expectation, in sentences; none if it is met. */
export function findMismatches(answer: unknown, expectation: ExpectedRows | ExpectedValue): string[] {
  return 'rows' in expectation ? findRowMismatches(answer, expectation) : findValueMismatches(answer, expectation);
}

function findValueMismatches(answer: unknown, { mode, field, value }: ExpectedValue): string[] {
  const values = getValues(answer, field).map(formatValue);
  const holds = mode === 'is' ? values.join(', ') === value : values.some(text => text.includes(value));
  return holds ? [] : [`${field} is ${values.join(', ') || 'missing'}, and ${mode === 'is' ? 'is not' : 'does not say'} ${value}`];
}

function findRowMismatches(answer: unknown, { mode, list, where, fields, rows }: ExpectedRows): string[] {
  const found = getValues(answer, list).filter(row => where === undefined || matchesWhere(row, where));
  const shown = found.map(row => formatRow(fields.map(field => getCell(row, field))));
  const expected = rows.map(formatRow);
  if (mode === 'none') return expected.filter(row => shown.includes(row)).map(row => `${list} has ${row}`);
  return [
    ...subtract(expected, shown).map(row => `${list} lacks ${row}`),
    ...(mode === 'all' ? subtract(shown, expected).map(row => `${list} has also ${row}`) : []),
    ...(mode === 'all' && getValues(answer, 'next_cursor').length > 0 ? [`${list} goes on in another page`] : []),
  ];
}

function matchesWhere(row: unknown, { field, mode, value }: NonNullable<ExpectedRows['where']>): boolean {
  return mode === 'is' ? getCell(row, field) === value : getValues(row, field).map(formatValue).includes(value);
}

/** Subtracts a list from another, counting repeated entries. */
function subtract(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter(entry => {
    const index = rest.indexOf(entry);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

const formatRow = (cells: RowCells): string => cells.map(cell => cell || '–').join(' | ');
const getCell = (row: unknown, field: string): string => getValues(row, field).map(formatValue).join(', ');
const formatValue = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Returns all values at a dotted path, through lists. */
function getValues(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>((values, name) => values.flatMap(parent => getChildren(parent, name)), [value]);
}

function getChildren(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const next: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return next === undefined || next === null ? [] : [next].flat();
}
