// The folders inside a package: which may import which, how full they are, and that no two files import each other.
import { describe, expect, it } from 'vitest';
import { listFiles, listImports, listNames, readSource, resolveImport } from './source.ts';

const core = 'packages/core/src';

/** What each folder or file of core may import beside itself; the two entry points may import everything. */
const coreFolders: Record<string, readonly string[]> = {
  text: [],
  'errors.ts': ['text'],
  'deadline.ts': ['text', 'errors.ts'],
  model: ['text', 'errors.ts'],
  http: ['text', 'errors.ts', 'deadline.ts', 'model'],
  table: ['text', 'errors.ts', 'deadline.ts', 'model'],
  listing: ['text', 'errors.ts', 'deadline.ts', 'model', 'http', 'table'],
  accounts: ['text', 'errors.ts', 'deadline.ts', 'model', 'http', 'table'],
  tools: ['text', 'errors.ts', 'deadline.ts', 'model', 'http', 'table', 'listing', 'accounts'],
  node: ['text', 'errors.ts', 'deadline.ts', 'model', 'http', 'accounts'],
};

/** The folder of a file of core, or its own name where it lies beside the folders. */
const coreFolderOf = (file: string) => file.slice(core.length + 1).split('/')[0] ?? '';

describe('the folders of core', () => {
  it('are the ones that are listed here', () => {
    const folders = listFiles(`${core}/*/*.ts`).map(coreFolderOf);
    expect([...new Set(folders)].sort()).toEqual(
      Object.keys(coreFolders)
        .filter(name => !name.endsWith('.ts'))
        .sort(),
    );
  });

  it.each(Object.keys(coreFolders))('%s imports only what lies below it', folder => {
    const files = listFiles(folder.endsWith('.ts') ? `${core}/${folder}` : `${core}/${folder}/**/*.ts`);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const imported = listImports(file)
        .filter(name => name.startsWith('.'))
        .map(name => coreFolderOf(resolveImport(name, file) ?? ''));
      expect(
        imported.filter(other => other !== folder && !coreFolders[folder]?.includes(other)),
        file,
      ).toEqual([]);
    }
  });

  it('leave four files beside them, and those of questions ten', () => {
    expect(listFiles(`${core}/*.ts`).length).toBeLessThanOrEqual(4);
    expect(listFiles('packages/questions/src/*.ts').length).toBeLessThanOrEqual(10);
  });
});

describe('imports', () => {
  it('form no circle', () => {
    const circles: string[] = [];
    const finished = new Set<string>();
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (finished.has(file) || path.includes(file)) return;
      for (const name of listImports(file)) {
        const next = resolveImport(name, file);
        if (next?.endsWith('.ts')) visit(next, [...path, file]);
      }
      finished.add(file);
    };
    for (const file of listFiles('{build,packages,infra}/**/*.ts')) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('the exports of core', () => {
  it('are all used by another package', () => {
    const used = new Set<string>();
    for (const file of listFiles('{build,packages,infra}/**/*.ts').filter(name => !name.startsWith('packages/core/'))) {
      for (const [, braces = ''] of readSource(file).matchAll(/import (?:type )?\{([^}]*)\} from '@linekeeper\/core'/g))
        for (const name of listNames(braces)) used.add(name.replace(/^type /, '').replace(/ as .*/, ''));
    }
    const exported = [...readSource(`${core}/index.ts`).matchAll(/^export (?:type )?\{([^}]*)\} from/gm)].flatMap(([, braces = '']) =>
      listNames(braces).map(name => name.replace(/^type /, '')),
    );
    expect(exported.length).toBeGreaterThan(50);
    expect(exported.filter(name => !used.has(name))).toEqual([]);
  });
});
