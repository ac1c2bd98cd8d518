// Bars beside the counts of a summary, in eighths of a column, so that they keep their proportion at every width.
import type { ChosenColumn } from './columns.ts';

/** Length of the longest bar, and the least room for one. */
const maxBarColumns = 30;
const minBarColumns = 8;

/** A bar's last column, from one eighth to seven. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Adds a column of bars behind the column `count`, if there is one and `room` columns are enough for it. */
export function addBars(columns: readonly ChosenColumn[], room: number): readonly ChosenColumn[] {
  const index = columns.findIndex(({ name }) => name === 'count');
  const counts = columns[index]?.texts.map(Number) ?? [];
  const barWidth = Math.min(maxBarColumns, room);
  const largest = Math.max(...counts);
  if (index < 0 || barWidth < minBarColumns || !(largest > 0)) return columns;
  const bars = counts.map(count => formatBar(count / largest, barWidth));
  return [...columns.slice(0, index + 1), { name: '', texts: bars, width: barWidth }, ...columns.slice(index + 1)];
}

/** At least one eighth for a count that is not zero. */
function formatBar(share: number, barWidth: number): string {
  const parts = share === 0 ? 0 : Math.max(1, Math.round(share * barWidth * 8));
  return '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '');
}
