// Table cells: content, sort key and rendering.
import { createElement } from './dom.ts';
import { statusIcon } from './status-icons.ts';

/** The content of one table cell. */
export interface Cell {
  text: string;
  /** Shown below the text, smaller. */
  subtitle?: string;
  /** Further values, collapsed. */
  more?: readonly string[];
  /** A status or severity, whose icon precedes the text. */
  status?: string;
  /** An empty string sorts last. */
  sortKey: number | string;
}

/** A cell that sorts by its text. */
export const textCell = (text: string, subtitle = ''): Cell => ({ text, subtitle, sortKey: text });

/** A cell that shows the first value of a list and collapses the others. */
export const listCell = ([text = '', ...more]: readonly string[]): Cell => ({ text, more, sortKey: text });

/** All text of a cell, collapsed values included. */
export const getCellText = ({ text, subtitle = '', more = [] }: Cell): string => [text, subtitle, ...more].join(' ');

/** The cell's element. */
export function renderCell({ text, subtitle, more = [], status }: Cell): HTMLElement {
  const cell = createElement('div', { class: 'cell' });
  if (status) cell.append(statusIcon(status));
  cell.append(createElement('span', {}, text));
  if (subtitle) cell.append(createElement('small', {}, subtitle));
  if (more.length > 0) {
    cell.append(
      createElement('details', {}, createElement('summary', {}, `${more.length} more`), createElement('small', {}, more.join(', '))),
    );
  }
  return cell;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Compares numbers numerically and text by locale; empty cells come last in both directions. */
export function compareCells(a: Cell, b: Cell, descending: boolean): number {
  if (a.sortKey === '' || b.sortKey === '') return Number(a.sortKey === '') - Number(b.sortKey === '');
  const areNumbers = typeof a.sortKey === 'number' && typeof b.sortKey === 'number';
  const difference = areNumbers ? Number(a.sortKey) - Number(b.sortKey) : collator.compare(String(a.sortKey), String(b.sortKey));
  return descending ? -difference : difference;
}
