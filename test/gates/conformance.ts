// The conformance runner against a server, and what it found: https://github.com/modelcontextprotocol/conformance
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { conformance, judged, type Ran } from './tools.ts';

export interface Check {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  errorMessage?: string;
}

export interface Scenario {
  name: string;
  checks: Check[];
}

export interface Report extends Ran {
  scenarios: Scenario[];
}

/** Runs all scenarios that `which` selects. `baseline` is the file of what may fail: the runner fails where anything else does, or where it no longer does. */
export async function judge(url: string, which: readonly string[], baseline: string): Promise<Report> {
  const results = await mkdtemp(`${tmpdir()}/conformance-`);
  try {
    const args = ['server', '--url', url, ...which, '--expected-failures', baseline, '--output-dir', results];
    const ran = await judged(conformance, args);
    return { ...ran, scenarios: await scenariosIn(results) };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

/** A folder for each scenario: `server-NAME-TIME`. */
async function scenariosIn(results: string): Promise<Scenario[]> {
  const folders = (await readdir(results)).sort();
  return await Promise.all(
    folders.map(async folder => ({
      name: folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, ''),
      checks: JSON.parse(await readFile(`${results}/${folder}/checks.json`, 'utf8')),
    })),
  );
}
