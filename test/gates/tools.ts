// Installs and runs the conformance runner, the Inspector and the schema converters of hosts, at exact versions, outside the repository's dependencies.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type ProcessResult, run } from './run-program.ts';

export type { ProcessResult } from './run-program.ts';

const dependencies = {
  '@modelcontextprotocol/conformance': '0.2.0-alpha.12',
  '@modelcontextprotocol/inspector': '2.12.0',
  '@langchain/core': '1.4.0',
  '@langchain/google': '0.2.6',
  '@langchain/google-genai': '2.3.2',
  '@langchain/google-common': '2.3.2',
  '@openai/agents': '0.20.0',
  '@mastra/schema-compat': '1.3.11',
  genkit: '1.42.0',
  '@genkit-ai/google-genai': '1.42.0',
  '@google/genai': '3.3.0',
  zod: '4.6.7',
};

const cache = `${import.meta.dirname}/../../node_modules/.cache/gates`;
const installDirectory = `${cache}/${Object.values(dependencies).join('+')}`;
const packages = `${installDirectory}/node_modules/@modelcontextprotocol`;

/** Imports a file of an installed package. Its types are not installed in the repository. */
export const importInstalled = async (path: string): Promise<Record<string, unknown>> =>
  await import(/* @vite-ignore */ pathToFileURL(`${installDirectory}/node_modules/${path}`).href);

/** Entry file of the conformance runner. */
export const conformanceScript = `${packages}/conformance/dist/index.js`;

/** Entry file of the Inspector's launcher. */
export const inspectorScript = `${packages}/inspector/clients/launcher/build/index.js`;

/** Allows for a slow registry. */
const installTimeoutMs = 300_000;

/** Global setup: installs the tools atomically if they are missing. */
export default async function install(): Promise<void> {
  const toolList = Object.entries(dependencies)
    .map(entry => entry.join('@'))
    .join(', ');
  if (existsSync(installDirectory)) return log(`${toolList}: already installed`);
  log(`${toolList}: installing`);
  const temporary = `${cache}/${process.pid}`;
  await mkdir(temporary, { recursive: true });
  try {
    await writeFile(`${temporary}/package.json`, JSON.stringify({ private: true, dependencies }));
    const quietOptions = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
    const retryOptions = ['--prefer-offline', '--fetch-retries=3', '--fetch-retry-mintimeout=2000', '--fetch-timeout=120000'];
    const { code, output } = await run('npm', ['install', '--prefix', temporary, ...quietOptions, ...retryOptions], {
      timeoutMs: installTimeoutMs,
    });
    if (code !== 0) throw new Error(`npm could not install ${toolList}: ${output || code}`);
    // A concurrent run may have installed them first.
    await rename(temporary, installDirectory).catch(() => {});
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const log = (message: string): void => void process.stdout.write(`${message}\n`);

/** Runs a script with Node, without the developer's environment and home directory. */
export const runIsolated = (script: string, args: readonly string[]): Promise<ProcessResult> =>
  run(process.execPath, [script, ...args], { environment: { PATH: process.env.PATH, HOME: cache } });
