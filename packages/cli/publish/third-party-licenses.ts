// The licences of the packages that a build has taken something of.
import { readdirSync, readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';

/** One text with all of them. Paths in the outputs stand below `root`. Throws where a package has no licence text. */
export function licences(outputs: Metafile['outputs'], root: string): string {
  const taken = Object.values(outputs).flatMap(({ inputs }) =>
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
