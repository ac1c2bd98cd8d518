// The npm package, packed and installed with npm as a user would: in an empty folder, with an empty home, without a registry.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { tools } from '@linekeeper/questions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';
import { packNpm } from '../../packages/cli/publish/pack.ts';
import { createPublishedReadme } from '../../packages/cli/publish/readme.ts';
import { findLeakingFiles, listFiles } from './content.ts';
import { listToolNames, withClient } from './host.ts';

const root = resolve(import.meta.dirname, '../..');
const temporary = mkdtempSync(`${tmpdir()}/package-`);
afterAll(() => rmSync(temporary, { recursive: true }));

const home = `${temporary}/home`;
const cwd = `${temporary}/user`;
const installed = `${cwd}/node_modules/linekeeper`;
/** The Node of the tests comes first in PATH; npm comes from the tester's PATH. */
const env = { HOME: home, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, npm_config_offline: 'true' };
const run = promisify(execFile);
const npx = async (...args: string[]) => (await run('npx', ['-y', ...args], { cwd, env })).stdout;

let tarball = '';
beforeAll(async () => {
  for (const folder of [home, cwd]) mkdirSync(folder);
  tarball = packNpm(`${temporary}/staged`, temporary);
  writeFileSync(`${cwd}/package.json`, '{}');
  // The README's list of people is the user's own.
  copyFileSync(`${root}/docs/examples/staff.csv`, `${cwd}/staff.csv`);
  await run('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd, env });
}, 60_000);

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('the npm package', () => {
  it('holds the build, its license files and its README, and nothing else: no source, no test, no source map', () => {
    const allowedFiles =
      /^(package\.json|accounts\.schema\.json|README\.md|LICENSE|dist\/THIRD-PARTY-LICENSES\.txt|dist\/linekeeper\.mjs|dist\/lazy\/[\w-]+\.mjs(\.LEGAL\.txt)?)$/;
    const files = listFiles(installed);
    expect(files.filter(file => !allowedFiles.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'accounts.schema.json', 'dist/THIRD-PARTY-LICENSES.txt', 'dist/lazy/main.mjs']),
    );
    expect(files).toEqual(listFiles(`${temporary}/staged`));
  });

  it('contains no credential, and no path of the machine that built it', () => {
    expect(
      findLeakingFiles(
        installed,
        [root, homedir()].map(path => `${path}/`),
      ),
    ).toEqual([]);
  });

  it('is at most 1 MB to fetch', () => {
    expect(statSync(tarball).size).toBeLessThanOrEqual(1_000_000);
  });

  it('has no dependencies and no install scripts, and requires the Node version of the command', () => {
    const manifest = readJson(`${installed}/package.json`);
    expect(manifest).toEqual(npmManifest);
    expect(Object.keys(manifest).filter(key => /dependencies|scripts|private/i.test(key))).toEqual([]);
    expect(listFiles(`${cwd}/node_modules`).filter(file => !/^linekeeper\/|^\.package-lock\.json$/.test(file))).toEqual([]);
    const [, oldest] = /needs Node ([\d.]+) or later/.exec(readFileSync(`${installed}/dist/linekeeper.mjs`, 'utf8')) ?? [];
    expect(manifest.engines).toEqual({ node: `>=${oldest}` });
  });

  it('includes the license of every bundled package', () => {
    const text = readFileSync(`${installed}/dist/THIRD-PARTY-LICENSES.txt`, 'utf8');
    const found = [...text.matchAll(/^=== (\S+) \S+ \((\S+)\)$/gm)].map(([, name = '', license]) => `${name} ${license}`);
    expect(found.filter(entry => !/ (MIT|Apache-2\.0|ISC|BSD-[23]-Clause)$/.test(entry))).toEqual([]);
    // Direct imports, and some of their dependencies.
    const direct = ['@hono/node-server', '@modelcontextprotocol/server', '@slack/web-api', 'commander', 'csv-parse', 'wrap-ansi'];
    const transitive = ['fastest-levenshtein', 'jose', 'libphonenumber-js', 'undici', 'zod', 'hono', 'string-width'];
    const names = found.map(entry => entry.split(' ')[0]);
    expect([...direct, ...transitive].filter(name => !names.includes(name))).toEqual([]);
    // Build tools are not part of the package.
    expect(names.filter(name => /esbuild|ajv|typescript/.test(name ?? ''))).toEqual([]);
  });

  it('has the same version as all workspaces', () => {
    const workspaces = [
      '.',
      'infra',
      'test',
      ...['cli', 'core', 'lambda', 'mcp', 'mcp-app', 'providers', 'questions', 'sandbox', 'slack'].map(name => `packages/${name}`),
    ];
    expect(new Set(workspaces.map(folder => readJson(`${root}/${folder}/package.json`).version))).toEqual(new Set([npmManifest.version]));
  });
});

describe('the installed command', () => {
  it('prints its version', async () => {
    expect(await npx('linekeeper', '--version')).toBe(`${npmManifest.version}\n`);
  });

  it('answers from the sandbox', async () => {
    const answer = JSON.parse(await npx('linekeeper', 'lines', '--sandbox', '--limit', '1', '--format', 'json'));
    expect(answer).toMatchObject({ returned: 1, lines: [{ account: expect.any(String) }] });
  });

  it('serves an MCP host that starts it as server.json says', async () => {
    const [{ identifier, version } = { identifier: '', version: '' }] = serverManifest.packages;
    const command = { command: 'npx', args: ['-y', `${identifier}@${version}`, 'mcp'], env, cwd };
    expect(await listToolNames(command)).toEqual(tools.map(({ name }) => name));
    expect(await withClient(command, async client => client.getServerVersion())).toMatchObject({ name: 'linekeeper', version });
  });
});

describe('the package’s README', () => {
  const readme = createPublishedReadme();
  const examples = [...readme.matchAll(/^npx -y linekeeper ([^#\n]*?--sandbox[^#\n]*?) *(?:#.*)?$/gm)].map(([, line = '']) => line);
  const splitArguments = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

  it.each(examples)('%s prints at least one row', async line => {
    expect((await npx('linekeeper', ...splitArguments(line), '--format', 'csv')).trim().split('\n').length).toBeGreaterThan(1);
  });

  it('is in the package, without what is meant for a clone', () => {
    expect(readFileSync(`${installed}/README.md`, 'utf8')).toBe(readme);
    expect(readme).not.toMatch(/clone|pnpm|\/path\/to/);
  });

  it('shows valid JSON, and the same command everywhere', () => {
    const blocks = [...readme.matchAll(/```json\n([^`]*)```/g)].map(([, text = '']) => JSON.parse(text));
    const [, config = ''] = /&config=(\S+)/.exec(readme) ?? [];
    const servers = [...blocks.flatMap(block => block.mcpServers ?? block.servers ?? []).map(({ linekeeper }) => linekeeper)];
    const deepLink = JSON.parse(Buffer.from(config, 'base64').toString());
    expect(examples.length).toBeGreaterThan(4);
    expect(servers).toHaveLength(2);
    for (const { command, args } of [...servers, deepLink])
      expect([command, ...args].join(' ')).toMatch(/^npx -y linekeeper mcp( --sandbox)?$/);
  });
});
