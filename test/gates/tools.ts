// The tools that judge, at exact versions, in a folder of their own: none of them is part of the install.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

const dependencies = { '@modelcontextprotocol/conformance': '0.2.0-alpha.12', '@modelcontextprotocol/inspector': '2.12.0' };

const cache = `${import.meta.dirname}/../../node_modules/.cache/gates`;
const folder = `${cache}/${Object.values(dependencies).join('+')}`;
const packages = `${folder}/node_modules/@modelcontextprotocol`;

/** What Node runs. */
export const conformance = `${packages}/conformance/dist/index.js`;
export const inspector = `${packages}/inspector/clients/launcher/build/index.js`;

/** Milliseconds for a registry that is slow. */
const installTime = 300_000;

/** Milliseconds for one run, which takes a second or two where all is well. */
const runTime = 120_000;

/** Before the gates: fetches the tools where they are not yet there; whole, or not at all. */
export default async function install(): Promise<void> {
  const judges = Object.entries(dependencies)
    .map(named => named.join('@'))
    .join(', ');
  if (existsSync(folder)) return say(`${judges}: as installed before`);
  say(`${judges}: installing`);
  const half = `${cache}/${process.pid}`;
  await mkdir(half, { recursive: true });
  try {
    await writeFile(`${half}/package.json`, JSON.stringify({ private: true, dependencies }));
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
    const patient = ['--prefer-offline', '--fetch-retries=3', '--fetch-retry-mintimeout=2000', '--fetch-timeout=120000'];
    const { code, output } = await run('npm', ['install', '--prefix', half, ...quiet, ...patient], { within: installTime });
    if (code !== 0) throw new Error(`npm could not install ${judges}: ${output || code}`);
    // Another run may have been first.
    await rename(half, folder).catch(() => {});
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export interface Ran {
  /** Zero, the exit code, or why there is none. */
  code: number | string;
  stdout: string;
  /** All that it said, for whoever must find out why. */
  output: string;
}

export interface Running {
  /** Milliseconds. */
  within?: number;
  /** The tester's own where it is left out. */
  environment?: Record<string, string | undefined>;
}

/** Runs a program to its end, or kills it. */
export function run(program: string, args: readonly string[], { within = runTime, environment = process.env }: Running = {}): Promise<Ran> {
  return new Promise(resolve => {
    const options = { timeout: within, env: environment, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? error.signal ?? error.message);
      resolve({ code, stdout, output: stripVTControlCharacters(`${stdout}${stderr}`) });
    }).stdin?.end();
  });
}

/** Runs one of the judges, apart from the tester's own settings and home. */
export const judged = (script: string, args: readonly string[]): Promise<Ran> =>
  run(process.execPath, [script, ...args], { environment: { PATH: process.env.PATH, HOME: cache } });
