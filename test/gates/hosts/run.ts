// `pnpm gates:hosts [NAME…] [--write] [--within SECONDS]`: runs the built command in real hosts, and prints what works in each.
// `--write` keeps the table in docs/mcp.md. A host that is not installed within the time is skipped, which is said.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { tools } from '@linekeeper/questions';
import { cases } from './cases.ts';
import { type Host, hosts } from './hosts.ts';
import { type HostReport, installHost, type Outcome, runHost } from './run-host.ts';

const page = `${import.meta.dirname}/../../../docs/mcp.md`;

/** Most hosts need five seconds. */
const runTimeoutMs = 90_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, within: { type: 'string', default: '600' } },
});
const chosen = positionals.length === 0 ? hosts : hosts.filter(({ name }) => positionals.includes(name));
if (chosen.length === 0) fail(`Unknown host. Valid: ${hosts.map(({ name }) => name).join(', ')}.`);

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const symbols: Readonly<Record<Outcome, string>> = { works: '✔', 'refused by the host': '–', fails: '✘' };

const formatRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const formatTable = (reports: readonly HostReport[]): string =>
  [
    formatRow(['host', 'tools', ...cases.map(({ title }) => title)]),
    formatRow(['host', 'tools', ...cases].map(() => '---')),
    ...reports.map(({ host, offered, outcomes }) =>
      formatRow([`${host.name} ${host.version}`, `${offered}`, ...outcomes.map(outcome => symbols[outcome])]),
    ),
  ].join('\n');

/** Undefined if the host cannot be installed in time, which is said. */
async function tryHost(host: Host, endAt: number): Promise<HostReport | undefined> {
  const started = Date.now();
  const log = (message: string) => process.stdout.write(`${host.name} ${host.version}: ${message}\n`);
  try {
    const folder = await installHost(host, Math.max(1, endAt - Date.now()));
    const report = await runHost(host, folder, runTimeoutMs);
    log(`${Math.round((Date.now() - started) / 1_000)} s`);
    if (isFailed(report)) log(`failed\n${report.details}`);
    return report;
  } catch (thrown) {
    log(`SKIPPED, not tested: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return undefined;
  }
}

const isFailed = ({ offered, outcomes }: HostReport) => outcomes.includes('fails') || offered < tools.length;

execFileSync(process.execPath, [`${import.meta.dirname}/../../../packages/cli/build.ts`], { stdio: ['ignore', 'ignore', 'inherit'] });
const endAt = Date.now() + Number(values.within) * 1_000;
const reports: HostReport[] = [];
for (const host of chosen) {
  const report = await tryHost(host, endAt);
  if (report !== undefined) reports.push(report);
}
const table = formatTable(reports);
process.stdout.write(`\n${table}\n`);
if (values.write) {
  if (reports.length < hosts.length) fail('The table is written only with a row for every host.');
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(/(<!-- hosts -->\n).*(<!-- \/hosts -->)/s, `$1\n${table}\n\n$2`));
}
process.exitCode = reports.some(isFailed) ? 1 : 0;
