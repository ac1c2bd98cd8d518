// The table: a heading with a button a column, which sorts by it, and the rows in that order.

import { cell, compared, drawn, wordsOf } from './cells.ts';
import type { Column } from './columns.ts';
import { element } from './dom.ts';
import { counted } from './format.ts';
import type { Row } from './tool-result.ts';

export interface Table {
  /** Columns in which none of `all` has anything are left out. */
  draw(fitting: readonly Row[], all: readonly Row[]): void;
}

/** Rows that are drawn at once; a browser gets slow with more. */
const mostDrawn = 1_000;

interface Sorting {
  column: number;
  descending: boolean;
}

/** Writes the headings into `heads`; the rows will go into `body`. `changed` hears of another order. */
export function tableIn(heads: HTMLElement, body: HTMLElement, columns: readonly Column[], changed: () => void): Table {
  let sorting: Sorting | undefined;
  const headings = columns.map(({ title, looks = '' }, column) => {
    const button = element('button', { type: 'button' }, title);
    button.onclick = () => {
      sorting = { column, descending: sorting?.column === column && !sorting.descending };
      for (const [index, heading] of headings.entries()) heading.ariaSort = orderOf(index, sorting);
      changed();
    };
    return element('th', { scope: 'col', class: looks }, button);
  });
  heads.replaceChildren(...headings);
  return {
    draw(fitting, all) {
      const filled = columns.map((_, index) => all.some(({ cells: { [index]: one } }) => one !== undefined && wordsOf(one).trim() !== ''));
      for (const [index, heading] of headings.entries()) heading.hidden = !filled[index];
      const shown = columns.flatMap((column, index) => (filled[index] ? [{ index, looks: column.looks ?? '' }] : []));
      const rows = sorted(fitting, sorting)
        .slice(0, mostDrawn)
        .map(row => drawRow(row, shown));
      const left = fitting.length - rows.length;
      if (left > 0) rows.push(sentenceRow(`${counted(left, 'more row')}: filter to see them.`, shown.length));
      if (fitting.length === 0) rows.push(sentenceRow('Nothing here fits the filters.', shown.length));
      body.replaceChildren(...rows);
    },
  };
}

function orderOf(index: number, { column, descending }: Sorting): string | null {
  if (index !== column) return null;
  return descending ? 'descending' : 'ascending';
}

function sorted(rows: readonly Row[], sorting: Sorting | undefined): readonly Row[] {
  if (sorting === undefined) return rows;
  const { column, descending } = sorting;
  return rows.toSorted(({ cells: { [column]: a } }, { cells: { [column]: b } }) => (a && b ? compared(a, b, descending) : 0));
}

function drawRow({ cells }: Row, shown: readonly { index: number; looks: string }[]): HTMLElement {
  const drawnCells = shown.map(({ index, looks }, place) => {
    const content = drawn(cells[index] ?? cell(''));
    if (place > 0) return element('td', { class: looks }, content);
    return element('th', { scope: 'row', class: looks }, content.textContent ? content : 'not known');
  });
  return element('tr', {}, ...drawnCells);
}

const sentenceRow = (sentence: string, columns: number) =>
  element('tr', { class: 'sentence' }, element('td', { colspan: String(columns) }, sentence));
