// Statistics and output of the benchmarks.

/** The median; NaN of an empty list. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** Prints a value, its baseline, their ratio and whether the ratio is within the bound. */
export function report(label: string, value: number, baseline: number, bound: number, unit: string): void {
  const ratio = value / baseline;
  const verdict = ratio <= bound ? 'within' : 'OVER';
  process.stdout.write(
    `${label.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}  baseline ${baseline.toFixed(2).padStart(9)} ${unit}  ${ratio.toFixed(2)} × (${verdict} ${bound})\n`,
  );
}

/** Prints a value and whether it is within its budget. */
export function reportBudget(label: string, value: number, budget: number, unit: string): void {
  const verdict = value <= budget ? 'within' : 'OVER';
  process.stdout.write(`${label.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}  (${verdict} ${budget} ${unit})\n`);
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
