// Defines a test for each scenario of conformance reports, and for the runner's verdict on the baseline.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Check, ConformanceReport, Scenario } from './conformance.ts';

/** Part of nearly every scenario, even if it checks nothing else. */
const wireSchemaCheck = 'wire-schema-valid';

/** One run of the conformance runner. */
export interface Run {
  title: string;
  report: ConformanceReport;
  /** Expected number of scenarios, for this version of the runner. */
  scenarios: number;
}

/** How reports are judged. */
export interface GateOptions {
  /** Path of the file with expected failures. */
  baseline: string;
  /** Whether a scenario is not meaningful for this server. */
  isIgnored(name: string): boolean;
}

/** Defines the tests of all runs. */
export function defineScenarioTests(runs: readonly Run[], { baseline, isIgnored }: GateOptions): void {
  const expected = readBaseline(baseline);
  for (const { title, report, scenarios } of runs) {
    const judged = report.scenarios.filter(({ name }) => !isIgnored(name)).map(scenario => toVerdict(scenario, expected));
    const proven = judged.filter(({ isMeaningful }) => isMeaningful);
    describe(`${title}: ${sumChecks(judged, 'passed')} checks passed, ${sumChecks(judged, 'expectedFailures')} expected failures`, () => {
      it(`runs all ${scenarios} scenarios, without unexpected failures or stale expectations`, () => {
        expect(report.code, report.output).toBe(0);
        expect(report.scenarios.map(({ name }) => name)).toHaveLength(scenarios);
      });
      it.each(proven.map(verdict => [verdict.label, verdict] as const))('%s', (_, { unexpectedFailures }) =>
        expect(unexpectedFailures).toEqual([]),
      );
    });
  }
  describe(baseline.replace(/.*\//, ''), () => {
    it(`expects ${expected.size} failures, each of which occurs`, () => {
      const failing = new Set(runs.flatMap(({ report }) => report.scenarios.flatMap(getFailingChecks)));
      expect([...expected].filter(entry => !failing.has(entry))).toEqual([]);
    });
  });
}

interface ScenarioVerdict {
  label: string;
  passed: number;
  expectedFailures: number;
  /** `ID: MESSAGE` of failures that are not in the baseline. */
  unexpectedFailures: string[];
  isMeaningful: boolean;
}

function toVerdict(scenario: Scenario, baseline: ReadonlySet<string>): ScenarioVerdict {
  const { name, checks } = scenario;
  const passed = checks.filter(({ status }) => status === 'SUCCESS');
  const failing = checks.filter(isFailing);
  const failed = failing.filter(({ id }) => !baseline.has(`${name}:${id}`));
  const expectedFailures = failing.length - failed.length;
  return {
    label: `${name}: ${passed.length} passed${expectedFailures > 0 ? `, ${expectedFailures} excused` : ''}`,
    passed: passed.length,
    expectedFailures,
    unexpectedFailures: failed.map(({ id, errorMessage = 'no reason given' }) => `${id}: ${errorMessage}`),
    isMeaningful: failed.length > 0 || passed.some(({ id }) => id !== wireSchemaCheck),
  };
}

/** The runner counts warnings as failures. */
const isFailing = ({ status }: Check) => status === 'FAILURE' || status === 'WARNING';

const getFailingChecks = ({ name, checks }: Scenario) => checks.filter(isFailing).map(({ id }) => `${name}:${id}`);

const sumChecks = (verdicts: readonly ScenarioVerdict[], count: 'passed' | 'expectedFailures') =>
  verdicts.reduce((sum, verdict) => sum + verdict[count], 0);

/** Entries `SCENARIO:CHECK` of the YAML file. */
const readBaseline = (file: string) => new Set([...readFileSync(file, 'utf8').matchAll(/^ *- (\S+)/gm)].map(([, entry = '']) => entry));
