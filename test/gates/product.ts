// Runs the product against every server scenario of the conformance runner; expected failures are in the reviewed baseline.
import { runConformance } from './conformance.ts';
import { defineScenarioTests, type Run } from './scenarios.ts';

const baseline = `${import.meta.dirname}/product-baseline.yml`;

/** Protocol revisions with the runner's number of scenarios. */
const revisions = [
  ['2025-06-18', 27],
  ['2025-11-25', 33],
  ['2026-07-28', 40],
] as const;

/** Runs the scenarios of every revision against the server at `url`. */
export async function runProductScenarios(title: string, url: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const [revision, scenarios] of revisions) {
    const report = await runConformance(url, ['--suite', 'all', '--spec-version', revision], baseline);
    runs.push({ title: `${title} at ${revision}`, report, scenarios });
  }
  return runs;
}

/** Defines the tests of the product's runs. */
export const defineProductTests = (runs: readonly Run[]): void =>
  // The ignored scenario passes only because its tool is missing: a call of an unknown tool fails for any input.
  defineScenarioTests(runs, { baseline, isIgnored: name => name === 'input-required-result-validate-input' });
