// One answer on the page: its notes, bars, filters and table, and the rows that are loaded to it later.

import { drawChart } from './chart.ts';
import { byId } from './dom.ts';
import { filtersIn } from './filters.ts';
import { counted, inFigures } from './format.ts';
import { drawNotes, joined } from './notes.ts';
import { tableIn } from './table.ts';
import { type Answer, limited, type Row } from './tool-result.ts';

export interface Inventory {
  /** The answer as it stands, with all rows that were loaded. */
  readonly answer: Answer;
  add(more: Answer): void;
}

const [title, count, caption, heads, body] = [byId('title'), byId('count'), byId('caption'), byId('heads'), byId('rows')];
const [notes, chart, controls] = [byId('notes'), byId('chart'), byId('filters')];

/** A keyboard gets into it to scroll it. */
export const table = byId('table');
table.tabIndex = 0;

export function show(first: Answer): Inventory {
  let answer = first;
  const { kind } = first;
  const filters = filtersIn(controls, kind.choices, draw);
  const lines = tableIn(heads, body, kind.columns, draw);
  title.textContent = kind.title;
  caption.textContent = `${kind.title}. The buttons of the headings sort.`;

  function draw(): void {
    const fitting = answer.rows.filter(filters.fits);
    drawNotes(notes, answer.notes);
    drawChart(chart, fitting, kind);
    lines.draw(fitting, answer.rows);
    count.textContent = countOf(answer, fitting);
    controls.hidden = table.hidden = answer.rows.length === 0;
  }

  function take(next: Answer): void {
    answer = next;
    filters.offer(answer.rows);
    draw();
  }

  take(first);
  return {
    get answer() {
      return answer;
    },
    add: more => take(together(answer, more)),
  };
}

/** Nothing but the title is left of an answer. */
export function clear(): void {
  for (const place of [notes, chart, controls, table]) place.hidden = true;
  count.textContent = '';
}

/** A later part of a list does not say again how long the list is. */
const together = (answer: Answer, more: Answer): Answer =>
  limited({ ...answer, rows: [...answer.rows, ...more.rows], notes: joined(answer.notes, more.notes), cursor: more.cursor });

/** `25 of 227 lines`. */
function countOf({ kind, rows, total, cursor, beside }: Answer, fitting: readonly Row[]): string {
  const whole = total !== undefined && total > rows.length;
  const loaded = whole ? `${inFigures(rows.length)} of ${counted(total, kind.noun)}` : counted(rows.length, kind.noun);
  const more = !whole && cursor !== undefined ? ', and there are more' : '';
  const shown = fitting.length < rows.length ? `${inFigures(fitting.length)} shown · ` : '';
  return `${shown}${loaded}${more}${beside && ` · ${beside}`}`;
}
