// Refuses a release that is not ready: `node packages/cli/publish/check-release.ts` prints what is missing.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { bundleManifest, npmManifest, serverManifest } from './manifests.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What stands in the manifests and the docs for the owner of the repository. */
const placeholder = /\bOWNER\//;

/** The files that name the repository. */
const filesWithAddress = ['packages/cli/package.json', 'packages/cli/server.json', 'README.md', '.github/ISSUE_TEMPLATE/*.yml'];

/** Lists what a release still needs; empty if it is ready. `changes` are the paths that are not committed. */
export function findReleaseProblems(changes: readonly string[]): string[] {
  const { version } = packageJson;
  const unfilled = filesWithAddress.flatMap(pattern => globSync(pattern, { cwd: root })).filter(file => placeholder.test(read(file)));
  const workspaces = globSync(['package.json', '{infra,test}/package.json', 'packages/*/package.json'], { cwd: root });
  const others = workspaces.filter(file => JSON.parse(read(file)).version !== version);
  const manifests = [npmManifest, serverManifest, bundleManifest, ...serverManifest.packages];
  const lines = read('CHANGELOG.md').split('\n');
  return [
    ...unfilled.map(file => `${file} has the placeholder OWNER: put the owner of the repository there.`),
    ...others.map(file => `${file} has another version than ${version}.`),
    ...(manifests.every(manifest => manifest.version === version) ? [] : [`a manifest has another version than ${version}.`]),
    ...(lines.some(line => line.startsWith('## ') && line.includes(version)) ? [] : [`CHANGELOG.md has no section "## ${version}".`]),
    ...(changes.length === 0 ? [] : [`${changes.length} files are not committed.`]),
  ];
}

const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

if (import.meta.main) {
  const status = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  const problems = findReleaseProblems(status.split('\n').filter(line => line !== ''));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(problems.length === 0 ? `${packageJson.version} is ready. docs/release.md says in which order it goes out.\n` : '');
  process.exitCode = problems.length === 0 ? 0 : 1;
}
