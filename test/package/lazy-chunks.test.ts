// The lazily loaded files of the built command: each exports what its importers name.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandFile } from '../command.ts';
import { listFiles } from './content.ts';

const folder = commandFile.replace(/[^/]*$/, '');
const files = listFiles(folder).filter(file => file.endsWith('.mjs'));
const readText = (file: string) => readFileSync(`${folder}/${file}`, 'utf8');

/** Names of the files that any file imports with `import()`. */
const lazyChunks = new Set(
  files.flatMap(file => [...readText(file).matchAll(/\bimport\("\.\/([\w-]+\.mjs)"\)/g)].map(([, name]) => name ?? '')),
);

describe('a lazily loaded file of the built command', () => {
  it('is one of many', () => {
    expect(lazyChunks.size).toBeGreaterThan(10);
  });

  // The bundler gives a CommonJS package in a file of its own a default export only: destructured names would be undefined.
  it.each([...lazyChunks])('%s exports names', name => {
    expect(readText(`lazy/${name}`)).toMatch(/\bexport\s*\{/);
    expect(readText(`lazy/${name}`)).not.toMatch(/\bexport default\b/);
  });
});
