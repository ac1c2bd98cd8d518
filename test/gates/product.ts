// Our server, wherever it is hosted, against every scenario that the conformance runner has for a server: what it fails must stand in the reviewed baseline.
import { judge } from './conformance.ts';
import { gate, type Run } from './scenarios.ts';

const baseline = `${import.meta.dirname}/product-baseline.yml`;

/** With the number of scenarios that the runner has for it. */
const revisions = [
  ['2025-06-18', 27],
  ['2025-11-25', 33],
  ['2026-07-28', 40],
] as const;

/** Runs the scenarios of every revision. */
export async function judgeProduct(title: string, url: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const [revision, scenarios] of revisions) {
    const report = await judge(url, ['--suite', 'all', '--spec-version', revision], baseline);
    runs.push({ title: `${title} at ${revision}`, report, scenarios });
  }
  return runs;
}

export const gateProduct = (runs: readonly Run[]): void =>
  // It passes because the fixture is missing: an unknown tool is refused whatever comes with the call.
  gate(runs, { baseline, apart: name => name === 'input-required-result-validate-input' });
