// Writes the measured part of docs/performance.md; the reasons around it are written by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { formatMeasure, formatNumber, type Measurements } from './measurements.ts';
import { type Figure, getMeasure } from './report.ts';

const path = `${import.meta.dirname}/../../docs/performance.md`;
const begin = '<!-- figures: written by pnpm bench -->';
const end = '<!-- end of figures -->';

/** Replaces the table of figures in the page. Throws if the page has lost its marks. */
export function writePage(measurements: Measurements): void {
  const page = readFileSync(path, 'utf8');
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} must have the marks ${begin} and ${end}`);
  writeFileSync(path, `${before}${begin}\n\n${formatTable(measurements)}\n\n${end}${after}`);
}

function formatTable({ machine, measuredOn, figures }: Measurements): string {
  const rows = figures.map(figure => `| ${[figure.name, ...formatCells(figure)].join(' | ')} |`);
  return [
    `Measured ${measuredOn} on ${machine}.`,
    '',
    '| what | measured | beside | ratio | target |',
    '|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

function formatCells(figure: Figure): string[] {
  const { value, unit, baseline, bound } = figure;
  const isMissed = !(getMeasure(figure) <= bound);
  const mark = (text: string) => (isMissed ? `**${text}**` : text);
  const own = `${formatNumber(value)} ${unit}`.trim();
  if (baseline === undefined) return [mark(own), '', '', `≤ ${formatNumber(bound)} ${unit}`.trim()];
  return [own, `${formatNumber(baseline)} ${unit}`.trim(), mark(formatMeasure(figure)), `≤ ${bound} ×`];
}
