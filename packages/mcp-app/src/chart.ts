// Bar chart of lines per group, segmented by status or severity. Counts are also given as text, for screen readers.
import { createElement } from './dom.ts';
import { capitalize, formatCode, formatLabel, formatNumber, formatQuantity } from './format.ts';
import type { ResultKind } from './result-kinds.ts';
import { iconKey, severityRank, statusIcon } from './status-icons.ts';
import type { Row } from './tool-result.ts';

/** Bars that are shown; the others are counted. */
const maxBars = 6;

/** Number of lines in a group, by status or severity. */
type LineCounts = Map<string, number>;

/** Fills the figure with a chart of the rows; hides it if they have nothing to group by. */
export function renderChart(figure: HTMLElement, rows: readonly Row[], { groupBy, segmentBy }: ResultKind): void {
  const group = groupBy.find(name => rows.some(({ properties }) => properties.get(name)));
  figure.hidden = group === undefined;
  if (group === undefined) return;
  const bars = groupRows(rows, group, segmentBy);
  const isSegmented = bars.some(([, counts]) => [...counts.keys()].some(value => value !== ''));
  const longest = Math.max(...bars.map(([, counts]) => sum(counts)), 1);
  const shown = bars.slice(0, maxBars).map(([name, counts]) => renderBar(formatLabel(group, name), counts, longest));
  const hiddenBars = bars.length - shown.length;
  const title = `${isSegmented && group !== segmentBy ? `${capitalize(segmentBy)} by` : 'Lines by'} ${group}`;
  figure.replaceChildren(
    createElement('figcaption', {}, title),
    createElement(
      'ul',
      {},
      ...shown,
      ...(hiddenBars > 0 ? [createElement('li', { class: 'overflow' }, `and ${formatNumber(hiddenBars)} more`)] : []),
    ),
  );
}

/** The groups with their line counts, largest first. */
function groupRows(rows: readonly Row[], group: string, segmentBy: string): [string, LineCounts][] {
  const bars = new Map<string, LineCounts>();
  for (const { properties, lineCount } of rows) {
    const name = properties.get(group) || 'not known';
    const counts = bars.get(name) ?? new Map<string, number>();
    const value = properties.get(segmentBy) ?? '';
    bars.set(name, counts.set(value, (counts.get(value) ?? 0) + lineCount));
  }
  return [...bars].sort(([, a], [, b]) => sum(b) - sum(a));
}

const sum = (counts: LineCounts): number => [...counts.values()].reduce((all, count) => all + count, 0);

function renderBar(name: string, counts: LineCounts, longest: number): HTMLElement {
  const bar = createElement('div', { class: 'bar', 'aria-hidden': 'true' });
  const percent = (100 * sum(counts)) / longest;
  bar.style.width = `${percent}%`;
  // The margin fills the rest of the row, so that the flex layout wraps the bar onto a row of its own.
  bar.style.marginRight = `${100 - percent}%`;
  const legend = createElement('div', { class: 'legend' });
  for (const [value, count] of [...counts].sort(([a], [b]) => severityRank(a) - severityRank(b))) {
    const segment = createElement('i', { 'data-status': value && iconKey(value) });
    segment.style.flexGrow = String(count);
    bar.append(segment);
    legend.append(
      value === ''
        ? createElement('span', {}, formatQuantity(count, 'line'))
        : createElement('span', {}, statusIcon(value), `${formatNumber(count)} ${formatCode(value)}`),
      ' ',
    );
  }
  return createElement('li', {}, createElement('span', {}, name), legend, bar);
}
