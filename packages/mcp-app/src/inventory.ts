// Renders one tool result: notes, chart, filters and table. Rows of further pages can be appended.
import { renderChart } from './chart.ts';
import { getElement } from './dom.ts';
import { createFilters } from './filters.ts';
import { formatNumber, formatQuantity } from './format.ts';
import { mergeNotes, renderNotes } from './notes.ts';
import { createTable } from './table.ts';
import { limitRows, type ParsedResult, type Row } from './tool-result.ts';

/** A rendered tool result. */
export interface Inventory {
  /** The result with all rows that were loaded so far. */
  readonly result: ParsedResult;
  /** Adds the rows and notes of the next page. */
  append(more: ParsedResult): void;
}

const [title, count, caption, heads, body] = [
  getElement('title'),
  getElement('count'),
  getElement('caption'),
  getElement('heads'),
  getElement('rows'),
];
const [notes, chart, controls] = [getElement('notes'), getElement('chart'), getElement('filters')];

/** Scrollable by keyboard, hence focusable. */
export const table = getElement('table');
table.tabIndex = 0;

/** Shows a result in place of the previous one. */
export function renderInventory(first: ParsedResult): Inventory {
  let result = first;
  const { kind } = first;
  const filters = createFilters(controls, kind.filterBy, render);
  const rowTable = createTable(heads, body, kind.columns, render);
  title.textContent = kind.title;
  caption.textContent = `${kind.title}. Column headings are buttons that sort.`;

  function render(): void {
    const matching = result.rows.filter(filters.matches);
    renderNotes(notes, result.notes);
    renderChart(chart, matching, kind);
    rowTable.render(matching, result.rows);
    count.textContent = formatCount(result, matching);
    controls.hidden = table.hidden = result.rows.length === 0;
  }

  function update(next: ParsedResult): void {
    result = next;
    filters.updateOptions(result.rows);
    render();
  }

  update(first);
  return {
    get result() {
      return result;
    },
    append: more => update(appendResult(result, more)),
  };
}

/** Hides everything except the title. */
export function clearInventory(): void {
  for (const section of [notes, chart, controls, table]) section.hidden = true;
  count.textContent = '';
}

/** Keeps the total of the first page: later pages do not repeat it. */
const appendResult = (result: ParsedResult, more: ParsedResult): ParsedResult =>
  limitRows({ ...result, rows: [...result.rows, ...more.rows], notes: mergeNotes(result.notes, more.notes), cursor: more.cursor });

/** Such as `25 of 227 lines`. */
function formatCount({ kind, rows, total, cursor, summary }: ParsedResult, matching: readonly Row[]): string {
  const isPartial = total !== undefined && total > rows.length;
  const loaded = isPartial ? `${formatNumber(rows.length)} of ${formatQuantity(total, kind.noun)}` : formatQuantity(rows.length, kind.noun);
  const more = !isPartial && cursor !== undefined ? ', and there are more' : '';
  const shown = matching.length < rows.length ? `${formatNumber(matching.length)} shown · ` : '';
  return `${shown}${loaded}${more}${summary && ` · ${summary}`}`;
}
