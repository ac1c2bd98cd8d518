// The files of a bundle that are loaded when it is imported.
import { readFileSync, statSync } from 'node:fs';

/** The names of the entry of a built function in `folder`, and of all files that it imports at once. */
export function listStartFiles(folder: string): string[] {
  const files = new Set(['index.mjs']);
  // A set is iterated to its end, including what the loop adds.
  for (const file of files) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)"\.\/([\w-]+\.mjs)"/g)) files.add(name ?? '');
  }
  return [...files];
}

/** The size of these files together. */
export const countStartBytes = (folder: string): number =>
  listStartFiles(folder).reduce((sum, file) => sum + statSync(`${folder}/${file}`).size, 0);
