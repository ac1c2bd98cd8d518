// Runs the MCP conformance runner against a server: https://github.com/modelcontextprotocol/conformance
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { conformanceScript, type ProcessResult, runIsolated } from './tools.ts';

/** A check as the runner reports it. */
export interface Check {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  errorMessage?: string;
}

/** A scenario as the runner reports it. */
export interface Scenario {
  name: string;
  checks: Check[];
}

/** The runner's exit code and output, and its results. */
export interface ConformanceReport extends ProcessResult {
  scenarios: Scenario[];
}

/** Runs the scenarios that the runner options `selection` select. `baseline` is the file of expected failures: the runner fails if another check fails, or if one of them passes. */
export async function runConformance(url: string, selection: readonly string[], baseline: string): Promise<ConformanceReport> {
  const results = await mkdtemp(`${tmpdir()}/conformance-`);
  try {
    const args = ['server', '--url', url, ...selection, '--expected-failures', baseline, '--output-dir', results];
    const result = await runIsolated(conformanceScript, args);
    return { ...result, scenarios: await readScenarios(results) };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

/** The runner writes a directory `server-NAME-TIME` per scenario. */
async function readScenarios(results: string): Promise<Scenario[]> {
  const folders = (await readdir(results)).sort();
  return await Promise.all(
    folders.map(async folder => ({
      name: folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, ''),
      checks: JSON.parse(await readFile(`${results}/${folder}/checks.json`, 'utf8')),
    })),
  );
}
