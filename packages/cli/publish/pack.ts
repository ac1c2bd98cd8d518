// Lays out what is published, from a build that is there already, and packs it: `node packages/cli/publish/pack.ts` the npm package,
// `node packages/cli/publish/pack.ts mcpb` the bundle for desktop hosts too, by its own packer, which npx fetches.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleManifest, npmManifest } from './manifests.ts';

const directory = resolve(import.meta.dirname, '..');
const root = resolve(directory, '../..');
const packer = '@anthropic-ai/mcpb@2.1.2';

/** Lays out the npm package in an empty folder, and packs it into another; gives the tarball's path. */
export async function packNpm(folder: string, into: string): Promise<string> {
  await stage(folder, 'dist', 'package.json', npmManifest);
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], { cwd: folder, encoding: 'utf8' });
  // npm's documented answer.
  const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
  return `${into}/${filename}`;
}

/** Lays out the bundle in an empty folder, as it is after a host has unpacked it. */
export const stageBundle = (folder: string): Promise<void> => stage(folder, 'server', 'manifest.json', bundleManifest);

async function stage(folder: string, code: string, manifestName: string, manifest: object): Promise<void> {
  mkdirSync(folder, { recursive: true });
  cpSync(`${directory}/dist`, `${folder}/${code}`, { recursive: true });
  cpSync(`${root}/LICENSE`, `${folder}/LICENSE`);
  cpSync(`${directory}/README.md`, `${folder}/README.md`);
  writeFileSync(`${folder}/THIRD-PARTY-LICENSES.txt`, await licences());
  writeFileSync(`${folder}/${manifestName}`, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The licence of every package that the build has taken something of. */
async function licences(): Promise<string> {
  const entryPoints = [`${directory}/src/main.ts`];
  const options = { bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', splitting: true } as const;
  const { metafile } = await build({ ...options, entryPoints, outdir: `${directory}/dist`, absWorkingDir: root });
  const taken = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
  const folders = taken.flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  const texts = new Set(folders.map(folder => licenceOf(`${root}/${folder}`)));
  return `Linekeeper contains parts of the packages below.\n\n${[...texts].sort().join('\n\n')}\n`;
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${name} has no licence text.`);
  const texts = files.map(file => readFileSync(`${folder}/${file}`, 'utf8').trim());
  return [`=== ${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** Checks the manifest, packs the bundle, and unpacks it again, so that what is tried is what is given away. */
function packBundle(folder: string, file: string, unpacked: string): void {
  for (const step of [
    ['validate', `${folder}/manifest.json`],
    ['pack', folder, file],
    ['unpack', file, unpacked],
  ]) {
    execFileSync('npx', ['-y', packer, ...step], { stdio: ['ignore', 'inherit', 'inherit'] });
  }
}

async function main(bundled: boolean): Promise<void> {
  const out = `${directory}/package`;
  rmSync(out, { recursive: true, force: true });
  const files = [await packNpm(`${out}/npm`, out)];
  await stageBundle(`${out}/mcpb`);
  if (bundled) {
    const file = `${out}/${bundleManifest.name}-${bundleManifest.version}.mcpb`;
    packBundle(`${out}/mcpb`, file, `${out}/unpacked`);
    files.push(file);
  }
  for (const file of files) process.stdout.write(`${String(statSync(file).size).padStart(9)}  ${file}\n`);
}

if (import.meta.main) await main(process.argv[2] === 'mcpb');
