// Packs an existing build: `node packages/cli/publish/pack.ts` creates the npm package,
// `node packages/cli/publish/pack.ts mcpb` the MCP bundle, too, with the mcpb packer that npx downloads.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accountsSchema, accountsSchemaFile } from './accounts-schema.ts';
import { bundleManifest, npmManifest } from './manifests.ts';
import { createPublishedReadme } from './readme.ts';

const directory = resolve(import.meta.dirname, '..');
const root = resolve(directory, '../..');
const mcpbPackage = '@anthropic-ai/mcpb@2.1.2';

/** Stages the npm package in `folder`, which must be empty, packs it into `destination` and returns the path of the tarball. */
export function packNpm(folder: string, destination: string): string {
  stage(folder, 'dist', 'package.json', npmManifest);
  writeJson(`${folder}/${accountsSchemaFile}`, accountsSchema);
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
  });
  // The documented output of `npm pack --json`.
  const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
  return `${destination}/${filename}`;
}

/** Stages the MCP bundle in an empty folder, as a host unpacks it. */
export const stageBundle = (folder: string): void => stage(folder, 'server', 'manifest.json', bundleManifest);

function stage(folder: string, code: string, manifestName: string, manifest: object): void {
  mkdirSync(folder, { recursive: true });
  cpSync(`${directory}/dist`, `${folder}/${code}`, { recursive: true });
  cpSync(`${root}/LICENSE`, `${folder}/LICENSE`);
  writeFileSync(`${folder}/README.md`, createPublishedReadme());
  writeJson(`${folder}/${manifestName}`, manifest);
}

const writeJson = (file: string, value: object) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** Validates the manifest, packs the bundle, and unpacks it again, so that tests run what is published. */
function packBundle(folder: string, file: string, unpacked: string): void {
  for (const step of [
    ['validate', `${folder}/manifest.json`],
    ['pack', folder, file],
    ['unpack', file, unpacked],
  ]) {
    execFileSync('npx', ['-y', mcpbPackage, ...step], { stdio: ['ignore', 'inherit', 'inherit'] });
  }
}

function main(withBundle: boolean): void {
  const out = `${directory}/package`;
  rmSync(out, { recursive: true, force: true });
  const files = [packNpm(`${out}/npm`, out)];
  stageBundle(`${out}/mcpb`);
  if (withBundle) {
    const file = `${out}/${bundleManifest.name}-${bundleManifest.version}.mcpb`;
    packBundle(`${out}/mcpb`, file, `${out}/unpacked`);
    files.push(file);
  }
  for (const file of files) process.stdout.write(`${String(statSync(file).size).padStart(9)}  ${file}\n`);
}

if (import.meta.main) main(process.argv[2] === 'mcpb');
