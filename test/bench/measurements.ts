// The figures of a run with the machine that they were measured on: saved, merged with earlier ones, and compared.
import { readFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { type Figure, getMeasure } from './report.ts';

/** Figures of one machine. */
export interface Measurements {
  machine: string;
  /** The day of the last measurement, ISO. */
  measuredOn: string;
  figures: readonly Figure[];
}

/** Processor, cores, memory, kernel and Node. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory}, ${type()}, Node ${process.versions.node}`;
}

/** The measurements in a file; undefined if the file does not exist. */
export function readMeasurements(path: string): Measurements | undefined {
  try {
    // Only this program writes such files.
    return JSON.parse(readFileSync(path, 'utf8')) as Measurements;
  } catch {
    return undefined;
  }
}

/** The figures of a run as measurements. Those of an earlier run on the same machine stay where this run did not measure. */
export function mergeMeasurements(figures: readonly Figure[], earlier: Measurements | undefined): Measurements {
  const machine = describeMachine();
  const fresh = new Map(figures.map(figure => [figure.name, figure]));
  const kept = earlier?.machine === machine ? earlier.figures : [];
  const known = new Set(kept.map(({ name }) => name));
  const merged = [...kept.map(figure => fresh.get(figure.name) ?? figure), ...figures.filter(({ name }) => !known.has(name))];
  return { machine, measuredOn: new Date().toISOString().slice(0, 10), figures: merged };
}

/** One line for each figure that both have, with what was measured then, what now, and the change of it. */
export function formatComparison(then: Measurements, now: readonly Figure[]): string {
  const earlier = new Map(then.figures.map(figure => [figure.name, figure]));
  const lines = now.flatMap(figure => {
    const previous = earlier.get(figure.name);
    if (previous === undefined) return [];
    const change = getMeasure(figure) / getMeasure(previous) - 1;
    return [
      `${figure.name.padEnd(64)} ${formatMeasure(previous).padStart(12)} → ${formatMeasure(figure).padStart(12)}  ${formatChange(change)}\n`,
    ];
  });
  return `\nThen: ${then.measuredOn}, ${then.machine}\n\n${lines.join('')}`;
}

/** The measure of a figure with its unit; a ratio is marked by ×. */
export const formatMeasure = (figure: Figure): string =>
  figure.baseline === undefined ? `${formatNumber(figure.value)} ${figure.unit}`.trim() : `${getMeasure(figure).toFixed(2)} ×`;

/** A number with at most three significant digits after the point, and none from a hundred on. */
export const formatNumber = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

const formatChange = (change: number): string => `${change > 0 ? '+' : ''}${(change * 100).toFixed(0)} %`;
