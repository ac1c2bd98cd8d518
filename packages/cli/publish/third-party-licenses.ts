// Collects the licenses of the packages that a build bundles.
import { readdirSync, readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';

/** Formats the license texts of all bundled packages. Paths in `outputs` are relative to `root`. Throws if a package has no license text. */
export function formatLicenses(outputs: Metafile['outputs'], root: string): string {
  const includedFiles = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
  const folders = includedFiles.flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  const texts = new Set(folders.map(folder => readLicense(`${root}/${folder}`)));
  return `Linekeeper contains parts of the packages below.\n\n${[...texts].sort().join('\n\n')}\n`;
}

function readLicense(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${name} has no license text.`);
  const texts = files.map(file => readFileSync(`${folder}/${file}`, 'utf8').trim());
  return [`=== ${name} ${version} (${license})`, ...texts].join('\n\n');
}
