// The source files of the repository, and what they import.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = `${import.meta.dirname}/../..`;

/** Paths from the top of the repository; built and installed files are left out. */
export const listFiles = (pattern: string): string[] =>
  globSync(pattern, { cwd: root }).filter(file => !file.includes('node_modules') && !file.includes('/dist/') && !file.includes('/dist.'));

/** The text of a file; the path is from the top of the repository. */
export const readSource = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

/** Names of everything that the file imports or re-exports, as they stand there. */
export function listImports(file: string): string[] {
  return [...readSource(file).matchAll(/(?:^(?:import|export|\}).* from |^import |\bimport\()'([^']+)'/gm)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

/** Names that the file imports or re-exports more than types from. */
export function listValueImports(file: string): string[] {
  const statements = readSource(file).matchAll(/^(import|export)(?! type )\s+((?:(?!;)[\s\S])*?)from '([^']+)';/gm);
  return [...statements].flatMap(([, , what = '', name]) => {
    const names = listNames(what);
    return name === undefined || (names.length > 0 && names.every(part => part.startsWith('type '))) ? [] : [name];
  });
}

/** The names in `{ a, type B }`. */
export function listNames(braces: string): string[] {
  return braces
    .replace(/[{}\s]/g, ' ')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}

/** The file of a relative import or of a workspace package; undefined for a package from elsewhere. */
export function resolveImport(name: string, from: string): string | undefined {
  if (name.startsWith('.')) return join(dirname(from), name);
  const [, folder, path] = /^@linekeeper\/([\w-]+)(\/[\w-]+)?$/.exec(name) ?? [];
  if (folder === undefined) return undefined;
  const { exports }: { exports: Record<string, string> } = JSON.parse(readSource(`packages/${folder}/package.json`));
  return join(`packages/${folder}`, exports[`.${path ?? ''}`] ?? '');
}
