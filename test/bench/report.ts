// Statistics and output of the benchmarks.

/** One measured figure. */
export interface Figure {
  /** What was measured; a figure that belongs to another one begins with that one's name. */
  name: string;
  value: number;
  /** Of the value, the baseline, and the bound where a baseline is missing. */
  unit: string;
  /** What the value is compared with, measured in the same run. */
  baseline?: number;
  /** The largest ratio to the baseline, or the largest value, that is within the target. */
  bound: number;
}

/** The figures of this run, in order. */
export const figures: Figure[] = [];

/** The figure that labels with an indent or an ellipsis belong to. */
let subject = '';

/** The ratio to the baseline, or the value itself: what the bound is for. */
export const getMeasure = ({ value, baseline }: Figure): number => (baseline === undefined ? value : value / baseline);

/** The median; NaN of an empty list. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** The time of the fastest run: other load on the machine makes a run slower, never faster. */
export const fastest = (runs: readonly { ms: number }[]): number => Math.min(...runs.map(({ ms }) => ms));

function record(label: string, figure: Omit<Figure, 'name'>): string {
  const part = /^(?: {2}|… )(.*)/.exec(label)?.[1];
  if (part === undefined) subject = label;
  const named = { name: part === undefined ? label : `${subject}: ${part}`, ...figure, unit: figure.unit.trim() };
  figures.push(named);
  return getMeasure(named) <= named.bound ? 'within' : 'OVER';
}

/** Prints and records a value, its baseline, their ratio and whether the ratio is within the bound. */
export function report(label: string, value: number, baseline: number, bound: number, unit: string): void {
  const verdict = record(label, { value, baseline, bound, unit });
  process.stdout.write(
    `${label.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}  baseline ${baseline.toFixed(2).padStart(9)} ${unit}  ${(value / baseline).toFixed(2)} × (${verdict} ${bound})\n`,
  );
}

/** Prints and records a value and whether it is within its budget. */
export function reportBudget(label: string, value: number, budget: number, unit: string): void {
  const verdict = record(label, { value, bound: budget, unit });
  process.stdout.write(`${label.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}  (${verdict} ${budget} ${unit})\n`);
}

const warmUpRounds = 200;
const measuredRounds = 500;

/** How often `medianPairMs` runs each work. */
export const pairRounds = warmUpRounds + measuredRounds;

/** Median times of two works that take turns, so that other load on the machine slows both: 500 runs each in milliseconds, after warm-up runs. */
export async function medianPairMs(
  work: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
  warmUps = warmUpRounds,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = -warmUps; round < measuredRounds; round++) {
    for (const [index, run] of [work, baseline].entries()) {
      const startedAt = performance.now();
      await run();
      if (round >= 0) times[index]?.push(performance.now() - startedAt);
    }
  }
  return [median(times[0]), median(times[1])];
}

/** Median time of 500 runs in milliseconds, after 200 warm-up runs. */
export async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -200; round < 500; round++) {
    const startedAt = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  return median(times);
}
