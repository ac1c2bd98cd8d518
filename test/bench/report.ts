// How figures are taken and printed.

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** One line: ours, the bare figure, their ratio and the bound that it should keep. */
export function report(what: string, ours: number, bare: number, bound: number, unit: string): void {
  const ratio = ours / bare;
  const verdict = ratio <= bound ? 'within' : 'OVER';
  process.stdout.write(
    `${what.padEnd(44)} ${ours.toFixed(2).padStart(9)} ${unit}  bare ${bare.toFixed(2).padStart(9)} ${unit}  ${ratio.toFixed(2)} × (${verdict} ${bound})\n`,
  );
}

/** One line for a figure that has a budget of its own. */
export function reportBudget(what: string, value: number, budget: number, unit: string): void {
  const verdict = value <= budget ? 'within' : 'OVER';
  process.stdout.write(`${what.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}  (${verdict} ${budget} ${unit})\n`);
}

/** The usual time of a thing that is done many times, in milliseconds. */
export async function typical(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -200; round < 500; round++) {
    const begun = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - begun);
  }
  return median(times);
}
