// Lays out what is published, from a build that is there already, and packs it: `node packages/cli/publish/pack.ts` the npm package,
// `node packages/cli/publish/pack.ts mcpb` the bundle for desktop hosts too, by its own packer, which npx fetches.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleManifest, npmManifest } from './manifests.ts';

const directory = resolve(import.meta.dirname, '..');
const root = resolve(directory, '../..');
const packer = '@anthropic-ai/mcpb@2.1.2';

/** Lays out the npm package in an empty folder, and packs it into another; gives the tarball's path. */
export function packNpm(folder: string, into: string): string {
  stage(folder, 'dist', 'package.json', npmManifest);
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], { cwd: folder, encoding: 'utf8' });
  // npm's documented answer.
  const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
  return `${into}/${filename}`;
}

/** Lays out the bundle in an empty folder, as it is after a host has unpacked it. */
export const stageBundle = (folder: string): void => stage(folder, 'server', 'manifest.json', bundleManifest);

function stage(folder: string, code: string, manifestName: string, manifest: object): void {
  mkdirSync(folder, { recursive: true });
  cpSync(`${directory}/dist`, `${folder}/${code}`, { recursive: true });
  cpSync(`${root}/LICENSE`, `${folder}/LICENSE`);
  cpSync(`${directory}/README.md`, `${folder}/README.md`);
  writeFileSync(`${folder}/${manifestName}`, `${JSON.stringify(manifest, null, 2)}\n`);
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

function main(bundled: boolean): void {
  const out = `${directory}/package`;
  rmSync(out, { recursive: true, force: true });
  const files = [packNpm(`${out}/npm`, out)];
  stageBundle(`${out}/mcpb`);
  if (bundled) {
    const file = `${out}/${bundleManifest.name}-${bundleManifest.version}.mcpb`;
    packBundle(`${out}/mcpb`, file, `${out}/unpacked`);
    files.push(file);
  }
  for (const file of files) process.stdout.write(`${String(statSync(file).size).padStart(9)}  ${file}\n`);
}

if (import.meta.main) main(process.argv[2] === 'mcpb');
