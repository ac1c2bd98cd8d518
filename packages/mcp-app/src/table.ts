// The sortable table of rows.
import { compareCells, getCellText, renderCell, textCell } from './cells.ts';
import type { Column } from './columns.ts';
import { createElement } from './dom.ts';
import { formatQuantity } from './format.ts';
import type { Row } from './tool-result.ts';

/** A table with headings, to be filled with rows. */
export interface Table {
  /** Shows the rows `matching` in the current order; hides columns that are empty in `all`. */
  render(matching: readonly Row[], all: readonly Row[]): void;
}

/** Browsers get slow with more. */
const maxRenderedRows = 1_000;

interface SortOrder {
  column: number;
  descending: boolean;
}

/** Renders headings with sort buttons into `heads`; rows go into `body`. Calls `onSort` when the order changes. */
export function createTable(heads: HTMLElement, body: HTMLElement, columns: readonly Column[], onSort: () => void): Table {
  let order: SortOrder | undefined;
  const headings = columns.map(({ title, layout = '' }, column) => {
    const button = createElement('button', { type: 'button' }, title);
    button.onclick = () => {
      order = { column, descending: order?.column === column && !order.descending };
      for (const [index, heading] of headings.entries()) heading.ariaSort = getAriaSort(index, order);
      onSort();
    };
    return createElement('th', { scope: 'col', class: layout }, button);
  });
  heads.replaceChildren(...headings);
  return {
    render(matching, all) {
      const filled = columns.map((_, index) =>
        all.some(({ cells: { [index]: cell } }) => cell !== undefined && getCellText(cell).trim() !== ''),
      );
      for (const [index, heading] of headings.entries()) heading.hidden = !filled[index];
      const shown = columns.flatMap((column, index) => (filled[index] ? [{ index, layout: column.layout ?? '' }] : []));
      const rows = sortRows(matching, order)
        .slice(0, maxRenderedRows)
        .map(row => renderRow(row, shown));
      const hiddenRows = matching.length - rows.length;
      if (hiddenRows > 0) rows.push(renderMessageRow(`${formatQuantity(hiddenRows, 'more row')}: filter to see them.`, shown.length));
      if (matching.length === 0) rows.push(renderMessageRow('No rows match the filters.', shown.length));
      body.replaceChildren(...rows);
    },
  };
}

function getAriaSort(index: number, { column, descending }: SortOrder): string | null {
  if (index !== column) return null;
  return descending ? 'descending' : 'ascending';
}

function sortRows(rows: readonly Row[], order: SortOrder | undefined): readonly Row[] {
  if (order === undefined) return rows;
  const { column, descending } = order;
  return rows.toSorted(({ cells: { [column]: a } }, { cells: { [column]: b } }) => (a && b ? compareCells(a, b, descending) : 0));
}

function renderRow({ cells }: Row, shown: readonly { index: number; layout: string }[]): HTMLElement {
  const elements = shown.map(({ index, layout }, position) => {
    const content = renderCell(cells[index] ?? textCell(''));
    if (position > 0) return createElement('td', { class: layout }, content);
    return createElement('th', { scope: 'row', class: layout }, content.textContent ? content : 'not known');
  });
  return createElement('tr', {}, ...elements);
}

const renderMessageRow = (message: string, columns: number) =>
  createElement('tr', { class: 'message' }, createElement('td', { colspan: String(columns) }, message));
