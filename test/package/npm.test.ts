// The npm package, packed and installed by plain npm as a user has it: an empty folder, an empty home, no registry.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { tools } from '@linekeeper/questions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';
import { packNpm } from '../../packages/cli/publish/pack.ts';
import { filesIn, tellingFiles } from './content.ts';
import { ask, toolsOf } from './host.ts';

const root = resolve(import.meta.dirname, '../..');
const temporary = mkdtempSync(`${tmpdir()}/package-`);
afterAll(() => rmSync(temporary, { recursive: true }));

const home = `${temporary}/home`;
const cwd = `${temporary}/user`;
const installed = `${cwd}/node_modules/linekeeper`;
/** Node is the tests' own; npm is where the tester has it. */
const env = { HOME: home, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, npm_config_offline: 'true' };
const run = promisify(execFile);
const npx = async (...args: string[]) => (await run('npx', ['-y', ...args], { cwd, env })).stdout;

let tarball = '';
beforeAll(async () => {
  for (const folder of [home, cwd]) mkdirSync(folder);
  tarball = packNpm(`${temporary}/staged`, temporary);
  writeFileSync(`${cwd}/package.json`, '{}');
  await run('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd, env });
}, 60_000);

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('the npm package', () => {
  it('holds the build and its papers, and nothing else: no source, no test, no map', () => {
    const kinds =
      /^(package\.json|README\.md|LICENSE|dist\/THIRD-PARTY-LICENSES\.txt|dist\/linekeeper\.mjs|dist\/lazy\/[\w-]+\.mjs(\.LEGAL\.txt)?)$/;
    const files = filesIn(installed);
    expect(files.filter(file => !kinds.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/THIRD-PARTY-LICENSES.txt', 'dist/lazy/main.mjs']));
    expect(files).toEqual(filesIn(`${temporary}/staged`));
  });

  it('tells no secret, and nothing of the machine that built it', () => {
    expect(
      tellingFiles(
        installed,
        [root, homedir()].map(path => `${path}/`),
      ),
    ).toEqual([]);
  });

  it('is at most 1 MB to fetch', () => {
    expect(statSync(tarball).size).toBeLessThanOrEqual(1_000_000);
  });

  it('depends on nothing, runs nothing when it is installed, and starts on any Node that the command does', () => {
    const manifest = read(`${installed}/package.json`);
    expect(manifest).toEqual(npmManifest);
    expect(Object.keys(manifest).filter(key => /dependencies|scripts|private/i.test(key))).toEqual([]);
    expect(filesIn(`${cwd}/node_modules`).filter(file => !/^linekeeper\/|^\.package-lock\.json$/.test(file))).toEqual([]);
    const [, oldest] = /needs Node ([\d.]+) or later/.exec(readFileSync(`${installed}/dist/linekeeper.mjs`, 'utf8')) ?? [];
    expect(manifest.engines).toEqual({ node: `>=${oldest}` });
  });

  it('gives the licence of every package that it contains a part of', () => {
    const text = readFileSync(`${installed}/dist/THIRD-PARTY-LICENSES.txt`, 'utf8');
    const found = [...text.matchAll(/^=== (\S+) \S+ \((\S+)\)$/gm)].map(([, name = '', licence]) => `${name} ${licence}`);
    expect(found.filter(entry => !/ (MIT|Apache-2\.0|ISC|BSD-[23]-Clause)$/.test(entry))).toEqual([]);
    // What is imported by name, and what those bring along.
    const own = ['@hono/node-server', '@modelcontextprotocol/server', '@slack/web-api', 'cli-table3', 'commander', 'csv-stringify'];
    const more = ['fastest-levenshtein', 'jose', 'libphonenumber-js', 'undici', 'zod', 'hono', 'string-width'];
    const names = found.map(entry => entry.split(' ')[0]);
    expect([...own, ...more].filter(name => !names.includes(name))).toEqual([]);
    // Tools of the build leave nothing in it.
    expect(names.filter(name => /esbuild|ajv|typescript/.test(name ?? ''))).toEqual([]);
  });

  it('is of one version with everything around it', () => {
    const rooms = [
      '.',
      'infra',
      'test',
      ...['cli', 'core', 'lambda', 'mcp', 'providers', 'questions', 'sandbox', 'slack'].map(room => `packages/${room}`),
    ];
    expect(new Set(rooms.map(room => read(`${root}/${room}/package.json`).version))).toEqual(new Set([npmManifest.version]));
  });
});

describe('the installed command', () => {
  it('says its version', async () => {
    expect(await npx('linekeeper', '--version')).toBe(`${npmManifest.version}\n`);
  });

  it('answers from the sandbox', async () => {
    const answer = JSON.parse(await npx('linekeeper', 'lines', '--sandbox', '--limit', '1', '--format', 'json'));
    expect(answer).toMatchObject({ returned: 1, lines: [{ account: expect.any(String) }] });
  });

  it('serves an assistant that starts it as server.json says', async () => {
    const [{ identifier, version } = { identifier: '', version: '' }] = serverManifest.packages;
    const command = { command: 'npx', args: ['-y', `${identifier}@${version}`, 'mcp'], env, cwd };
    expect(await toolsOf(command)).toEqual(tools.map(({ name }) => name));
    expect(await ask(command, async client => client.getServerVersion())).toMatchObject({ name: 'linekeeper', version });
  });
});

describe('the package’s README', () => {
  const readme = readFileSync(`${root}/packages/cli/README.md`, 'utf8');
  const examples = [...readme.matchAll(/^npx -y linekeeper ([^#\n]*?--sandbox[^#\n]*?) *(?:#.*)?$/gm)].map(([, line = '']) => line);
  const wordsOf = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

  it.each(examples)('%s answers with something', async line => {
    expect((await npx('linekeeper', ...wordsOf(line), '--format', 'csv')).trim().split('\n').length).toBeGreaterThan(1);
  });

  it('shows JSON that can be copied, and the same command everywhere', () => {
    const blocks = [...readme.matchAll(/```json\n([^`]*)```/g)].map(([, text = '']) => JSON.parse(text));
    const [, config = ''] = /&config=(\S+)/.exec(readme) ?? [];
    const servers = [...blocks.flatMap(block => block.mcpServers ?? block.servers ?? []).map(({ linekeeper }) => linekeeper)];
    const deep = JSON.parse(Buffer.from(config, 'base64').toString());
    expect(examples.length).toBeGreaterThan(4);
    expect(servers).toHaveLength(2);
    for (const { command, args } of [...servers, deep])
      expect([command, ...args].join(' ')).toMatch(/^npx -y linekeeper mcp( --sandbox)?$/);
  });
});
