// The runner's reports as tests: one for each scenario that proves something, beside the runner's own verdict on its baseline.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Check, Report, Scenario } from './conformance.ts';

/** Nearly every scenario has this check, also where it finds nothing else to look at. */
const shape = 'wire-schema-valid';

export interface Run {
  title: string;
  report: Report;
  /** Scenarios that this version of the runner has for it. */
  scenarios: number;
}

export interface Reading {
  baseline: string;
  /** Scenarios whose passing says nothing here. */
  apart(name: string): boolean;
}

export function gate(runs: readonly Run[], { baseline, apart }: Reading): void {
  const excused = entriesOf(baseline);
  for (const { title, report, scenarios } of runs) {
    const judged = report.scenarios.filter(({ name }) => !apart(name)).map(scenario => verdictOn(scenario, excused));
    const proven = judged.filter(({ proves }) => proves);
    describe(`${title}: ${total(judged, 'passed')} checks passed, ${total(judged, 'excused')} excused`, () => {
      it(`runs all ${scenarios} scenarios, and ends with nothing unexpected and nothing stale`, () => {
        expect(report.code, report.output).toBe(0);
        expect(report.scenarios.map(({ name }) => name)).toHaveLength(scenarios);
      });
      it.each(proven.map(verdict => [verdict.label, verdict] as const))('%s', (_, { failed }) => expect(failed).toEqual([]));
    });
  }
  describe(baseline.replace(/.*\//, ''), () => {
    it(`excuses ${excused.size} checks, each of which fails somewhere`, () => {
      const failing = new Set(runs.flatMap(({ report }) => report.scenarios.flatMap(failingIn)));
      expect([...excused].filter(entry => !failing.has(entry))).toEqual([]);
    });
  });
}

interface Verdict {
  label: string;
  passed: number;
  excused: number;
  /** What fails without an excuse. */
  failed: string[];
  proves: boolean;
}

function verdictOn(scenario: Scenario, baseline: ReadonlySet<string>): Verdict {
  const { name, checks } = scenario;
  const passed = checks.filter(({ status }) => status === 'SUCCESS');
  const failing = checks.filter(isFailing);
  const failed = failing.filter(({ id }) => !baseline.has(`${name}:${id}`));
  const excused = failing.length - failed.length;
  return {
    label: `${name}: ${passed.length} passed${excused > 0 ? `, ${excused} excused` : ''}`,
    passed: passed.length,
    excused,
    failed: failed.map(({ id, errorMessage = 'no reason given' }) => `${id}: ${errorMessage}`),
    proves: failed.length > 0 || passed.some(({ id }) => id !== shape),
  };
}

/** The runner takes warnings for failures too. */
const isFailing = ({ status }: Check) => status === 'FAILURE' || status === 'WARNING';

const failingIn = ({ name, checks }: Scenario) => checks.filter(isFailing).map(({ id }) => `${name}:${id}`);

const total = (verdicts: readonly Verdict[], what: 'passed' | 'excused') => verdicts.reduce((sum, verdict) => sum + verdict[what], 0);

/** The runner reads the file as YAML; its entries are all that is needed here. */
const entriesOf = (file: string) => new Set([...readFileSync(file, 'utf8').matchAll(/^ *- (\S+)/gm)].map(([, entry = '']) => entry));
