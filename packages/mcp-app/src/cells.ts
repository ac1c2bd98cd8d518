// One cell of the table: what it says, by what it is sorted, and how it is drawn.
import { element } from './dom.ts';
import { sign } from './status-icons.ts';

export interface Cell {
  text: string;
  /** Said below, smaller. */
  under?: string;
  /** Further values, folded away. */
  rest?: readonly string[];
  /** A status or a severity, whose sign stands before the text. */
  mark?: string;
  /** Sorts the column; an empty text comes last. */
  order: number | string;
}

export const cell = (text: string, under = ''): Cell => ({ text, under, order: text });

/** The first of a list in the open. */
export const listCell = ([text = '', ...rest]: readonly string[]): Cell => ({ text, rest, order: text });

export const wordsOf = ({ text, under = '', rest = [] }: Cell): string => [text, under, ...rest].join(' ');

export function drawn({ text, under, rest = [], mark }: Cell): HTMLElement {
  const box = element('div', { class: 'cell' });
  if (mark) box.append(sign(mark));
  box.append(element('span', {}, text));
  if (under) box.append(element('small', {}, under));
  if (rest.length > 0) {
    box.append(element('details', {}, element('summary', {}, `${rest.length} more`), element('small', {}, rest.join(', '))));
  }
  return box;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Numbers as numbers, texts as people order them, empty cells last both ways. */
export function compared(a: Cell, b: Cell, descending: boolean): number {
  if (a.order === '' || b.order === '') return Number(a.order === '') - Number(b.order === '');
  const both = typeof a.order === 'number' && typeof b.order === 'number';
  const difference = both ? Number(a.order) - Number(b.order) : collator.compare(String(a.order), String(b.order));
  return descending ? -difference : difference;
}
