// The bars: how many rows each group has, divided by status or severity. Every figure stands beside its bar in words.

import { element } from './dom.ts';
import { capital } from './filters.ts';
import { counted, inFigures, inWords, spoken } from './format.ts';
import type { Kind } from './result-kinds.ts';
import { markOf, rankOf, sign } from './status-icons.ts';
import type { Row } from './tool-result.ts';

/** Bars that are drawn; more are counted. */
const mostBars = 6;

/** Lines of one group by what it is divided by. */
type Parts = Map<string, number>;

export function drawChart(figure: HTMLElement, rows: readonly Row[], { groups, part }: Kind): void {
  const group = groups.find(name => rows.some(({ values }) => values.get(name)));
  figure.hidden = group === undefined;
  if (group === undefined) return;
  const bars = barsOf(rows, group, part);
  const divided = bars.some(([, parts]) => [...parts.keys()].some(name => name !== ''));
  const most = Math.max(...bars.map(([, parts]) => sum(parts)), 1);
  const shown = bars.slice(0, mostBars).map(([name, parts]) => drawBar(spoken(group, name), parts, most));
  const left = bars.length - shown.length;
  const title = `${divided && group !== part ? `${capital(part)} by` : 'Lines by'} ${group}`;
  figure.replaceChildren(
    element('figcaption', {}, title),
    element('ul', {}, ...shown, ...(left > 0 ? [element('li', { class: 'left' }, `and ${inFigures(left)} more`)] : [])),
  );
}

/** The groups, the largest first. */
function barsOf(rows: readonly Row[], group: string, part: string): [string, Parts][] {
  const bars = new Map<string, Parts>();
  for (const { values, weight } of rows) {
    const name = values.get(group) || 'not known';
    const parts = bars.get(name) ?? new Map<string, number>();
    const value = values.get(part) ?? '';
    bars.set(name, parts.set(value, (parts.get(value) ?? 0) + weight));
  }
  return [...bars].sort(([, a], [, b]) => sum(b) - sum(a));
}

const sum = (parts: Parts): number => [...parts.values()].reduce((all, count) => all + count, 0);

function drawBar(name: string, parts: Parts, most: number): HTMLElement {
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' });
  const share = (100 * sum(parts)) / most;
  bar.style.width = `${share}%`;
  // What is left of the line stays free, so that the bar has it for itself.
  bar.style.marginRight = `${100 - share}%`;
  const words = element('div', { class: 'parts' });
  for (const [value, count] of [...parts].sort(([a], [b]) => rankOf(a) - rankOf(b))) {
    const segment = element('i', { 'data-mark': value && markOf(value) });
    segment.style.flexGrow = String(count);
    bar.append(segment);
    words.append(
      value === ''
        ? element('span', {}, counted(count, 'line'))
        : element('span', {}, sign(value), `${inFigures(count)} ${inWords(value)}`),
      ' ',
    );
  }
  return element('li', {}, element('span', {}, name), words, bar);
}
