// Looks into an answer for what questions.md says of it, and tells what is wrong.
import type { Cells, RowsHeld, ValueHeld } from './document.ts';

/** What is wrong with an answer; nothing where it holds what it must. */
export function wrongsIn(answer: unknown, held: RowsHeld | ValueHeld): string[] {
  return 'rows' in held ? wrongRows(answer, held) : wrongValue(answer, held);
}

function wrongValue(answer: unknown, { how, field, value }: ValueHeld): string[] {
  const values = valuesAt(answer, field).map(written);
  const holds = how === 'is' ? values.join(', ') === value : values.some(text => text.includes(value));
  return holds ? [] : [`${field} is ${values.join(', ') || 'missing'}, and ${how === 'is' ? 'is not' : 'does not say'} ${value}`];
}

function wrongRows(answer: unknown, { how, list, where, fields, rows }: RowsHeld): string[] {
  const found = valuesAt(answer, list).filter(row => where === undefined || fits(row, where));
  const shown = found.map(row => textOf(fields.map(field => cellOf(row, field))));
  const wanted = rows.map(textOf);
  if (how === 'none') return wanted.filter(row => shown.includes(row)).map(row => `${list} has ${row}`);
  return [
    ...without(wanted, shown).map(row => `${list} lacks ${row}`),
    ...(how === 'all' ? without(shown, wanted).map(row => `${list} has also ${row}`) : []),
    ...(how === 'all' && valuesAt(answer, 'next_cursor').length > 0 ? [`${list} goes on in another page`] : []),
  ];
}

function fits(row: unknown, { field, how, value }: NonNullable<RowsHeld['where']>): boolean {
  return how === 'is' ? cellOf(row, field) === value : valuesAt(row, field).map(written).includes(value);
}

/** What is left of a list when each entry of the other has taken one like it away. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter(entry => {
    const at = rest.indexOf(entry);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

const textOf = (cells: Cells): string => cells.map(cell => cell || '–').join(' | ');
const cellOf = (row: unknown, field: string): string => valuesAt(row, field).map(written).join(', ');
const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Everything that a dotted path leads to; lists on the way are entered. */
function valuesAt(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>((all, name) => all.flatMap(one => inside(one, name)), [value]);
}

function inside(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const next: unknown = Object.entries(value).find(([own]) => own === name)?.[1];
  return next === undefined || next === null ? [] : [next].flat();
}
