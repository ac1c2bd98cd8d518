// Installs one host into the cache and runs it against the built command, in a home folder of its own.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { tools } from '@linekeeper/questions';
import { commandFile } from '../../command.ts';
import { type ProcessResult, run } from '../run-program.ts';
import { cases } from './cases.ts';
import type { Host, HostContext } from './hosts.ts';
import { type CaseResult, ModelScript } from './model-script.ts';
import { startScriptedModel } from './scripted-model.ts';

const cache = `${import.meta.dirname}/../../../node_modules/.cache/hosts`;

/** What became of a case: it worked, the host refused the call itself, or it failed. */
export type Outcome = 'works' | 'refused by the host' | 'fails';

/** A row of the table. */
export interface HostReport {
  host: Host;
  /** Number of tools that reached the model. */
  offered: number;
  /** One for each case. */
  outcomes: Outcome[];
  /** The host's output, the results and what it sent to the command, to find out why something fails. */
  details: string;
}

/** The folder with the host's package, installed if it is missing. Throws if npm cannot install it in time. */
export async function installHost({ package: name, version }: Host, timeoutMs: number): Promise<string> {
  const folder = `${cache}/${name.replace(/^@/, '').replaceAll('/', '-')}-${version}`;
  if (existsSync(folder)) return folder;
  const temporary = `${folder}.${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  try {
    writeFileSync(`${temporary}/package.json`, JSON.stringify({ private: true, dependencies: { [name]: version } }));
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', '--prefer-offline'];
    const { code, output } = await run('npm', ['install', '--prefix', temporary, ...options], { timeoutMs });
    if (code !== 0) throw new Error(`npm could not install ${name}: ${output.trim() || code}`);
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return folder;
}

/** Runs the host with the scripted model until it ends. */
export async function runHost(host: Host, folder: string, timeoutMs: number): Promise<HostReport> {
  const home = mkdtempSync(`${tmpdir()}/linekeeper-host-`);
  const log = `${home}/mcp.log`;
  const outcomes: Outcome[] = [];
  let passedOn = 0;
  const script = new ModelScript({
    toolNames: tools.map(({ name }) => name),
    extraInput: host.extraInput ?? {},
    deferredPrefix: host.deferredPrefix,
    onResult(result) {
      const calls = readLog(log).split('"tools/call"').length - 1;
      outcomes.push(result.case.expected.test(result.text) ? 'works' : calls > passedOn ? 'fails' : 'refused by the host');
      passedOn = calls;
    },
  });
  const model = await startScriptedModel(script);
  const recorder = `${import.meta.dirname}/recorder.ts`;
  const command: HostContext['command'] = [process.execPath, recorder, log, process.execPath, commandFile, 'mcp', '--sandbox'];
  const context = { model: model.url, command };
  try {
    writeFiles(home, host.files(context));
    const environment = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: home, NO_COLOR: '1', ...host.environment(context) };
    const result = await run(`${folder}/node_modules/${host.program}`, host.args, { timeoutMs, environment, directory: home });
    // A host that ended early did not get so far.
    while (outcomes.length < cases.length) outcomes.push('fails');
    return { host, offered: script.offered.size, outcomes, details: formatDetails(result, script.results, log) };
  } finally {
    model.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function writeFiles(home: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(`${home}/${path}`), { recursive: true });
    writeFileSync(`${home}/${path}`, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const readLog = (log: string) => (existsSync(log) ? readFileSync(log, 'utf8') : '');

const formatDetails = ({ code, output }: ProcessResult, results: readonly CaseResult[], log: string): string =>
  [
    `exit ${code}: ${output.trim().slice(-2_000)}`,
    ...results.map(({ case: { title }, text }) => `${title}: ${text.slice(0, 300)}`),
    readLog(log).slice(-3_000),
  ].join('\n');
