// Which package may import which, and what no source file may import.
import { describe, expect, it } from 'vitest';
import { listFiles, listImports, listValueImports, readSource, resolveImport } from './source.ts';

/** The workspace packages that each package may import. */
const allowedImports: Record<string, readonly string[]> = {
  core: [],
  providers: ['core'],
  questions: ['core', 'providers'],
  history: ['core', 'questions'],
  'mcp-app': ['core'],
  mcp: ['core', 'questions', 'mcp-app'],
  slack: ['core'],
  sandbox: [],
  cli: ['core', 'providers', 'questions', 'history', 'mcp', 'mcp-app', 'slack', 'sandbox'],
  lambda: ['core', 'providers', 'questions', 'history', 'mcp', 'mcp-app', 'slack'],
};

/** Files that must run without Node. */
const listNodeFreeFiles = () =>
  listFiles('packages/{core,providers}/src/**/*.ts').filter(file => !file.startsWith('packages/core/src/node/'));

/** What entries load at their start: files, and the names of other packages; imports that are loaded later are left out. */
function listLoaded(...entries: readonly string[]): { loaded: ReadonlySet<string>; packages: string[] } {
  const loaded = new Set(entries);
  const packages = new Set<string>();
  // A set is iterated to its end, including what the loop adds.
  for (const file of loaded)
    for (const name of listValueImports(file)) {
      const next = resolveImport(name, file);
      if (next?.endsWith('.ts')) loaded.add(next);
      else if (next === undefined && !name.startsWith('node:')) packages.add(name.replace(/^(@[^/]+\/[^/]+|[^/]+).*/, '$1'));
    }
  return { loaded, packages: [...packages].sort() };
}

describe('the packages', () => {
  it.each(Object.keys(allowedImports))('%s imports only the allowed packages', folder => {
    const files = listFiles(`packages/${folder}/**/*.ts`);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const imported = listImports(file).flatMap(name => /^@linekeeper\/([\w-]+)/.exec(name)?.[1] ?? []);
      expect(
        imported.filter(other => !allowedImports[folder]?.includes(other)),
        file,
      ).toEqual([]);
    }
  });

  it('load no package from elsewhere later, but a module that names what it takes from it', () => {
    for (const file of listFiles('packages/*/src/**/*.ts')) {
      const lazyImports = [...readSource(file).matchAll(/\bimport\('([^']+)'\)/g)].flatMap(([, name]) => name ?? []);
      // Bundled, a CommonJS package that is loaded later has a default export only.
      expect(
        lazyImports.filter(name => !/^(?:\.|node:|@linekeeper\/)/.test(name)),
        file,
      ).toEqual([]);
    }
  });

  it('declare every package that they import', () => {
    for (const folder of Object.keys(allowedImports)) {
      const {
        dependencies = {},
        devDependencies = {},
      }: Record<string, Record<string, string>> = JSON.parse(readSource(`packages/${folder}/package.json`));
      // A package may be used for its types only.
      const declared = {
        ...dependencies,
        ...Object.fromEntries(Object.keys(devDependencies).map(name => [name.replace(/^@types\//, ''), ''])),
      };
      for (const file of listFiles(`packages/${folder}/src/**/*.ts`)) {
        const packages = listImports(file).filter(name => !name.startsWith('.') && !name.startsWith('node:'));
        const names = packages.map(name =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        );
        expect(
          names.filter(name => !(name in declared)),
          file,
        ).toEqual([]);
      }
    }
  });

  it('keep tools, schema libraries and HTTP clients out of the acknowledging function', () => {
    const { loaded, packages } = listLoaded('packages/lambda/src/slack.ts');
    expect(packages).toEqual([
      '@aws-lambda-powertools/logger',
      '@aws-lambda-powertools/metrics',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/client-sqs',
      'fastest-levenshtein',
    ]);
    expect([...loaded].filter(file => /packages\/(providers|questions|mcp|cli)/.test(file))).toEqual([]);
  });

  it('keep Node out of the core, except for core/node, and out of the providers', () => {
    for (const file of listNodeFreeFiles())
      expect(
        listImports(file).filter(name => name.startsWith('node:') || name === 'undici'),
        file,
      ).toEqual([]);
  });

  it('keep providers independent of each other', () => {
    for (const file of listFiles('packages/providers/src/*/*.ts')) {
      expect(
        listImports(file).filter(name => name.startsWith('../')),
        file,
      ).toEqual([]);
    }
  });

  it('keep provider names out of core, mcp and slack', () => {
    for (const file of ['packages/mcp/src/**/*.ts', 'packages/slack/src/**/*.ts', 'packages/core/src/**/*.ts'].flatMap(listFiles)) {
      expect(readSource(file), file).not.toMatch(/['"`](callgear|telecomx|exolve)/);
    }
  });

  it('read the process environment only in entries', () => {
    const entries = [
      'packages/cli/src/main.ts',
      'packages/cli/src/start.ts',
      'packages/cli/src/linekeeper.ts',
      'packages/cli/src/commands/completion.ts',
      'packages/cli/src/commands/config.ts',
      'packages/cli/src/commands/init.ts',
      'packages/cli/src/commands/mcp.ts',
      'packages/cli/src/commands/people.ts',
      'packages/lambda/src/environment-credentials.ts',
      'packages/lambda/src/mcp.ts',
      'packages/lambda/src/mcp-web.ts',
      'packages/lambda/src/slack.ts',
      'packages/lambda/src/slack-worker.ts',
      'packages/lambda/src/snapshot.ts',
      'packages/lambda/src/tool.ts',
    ];
    for (const file of listFiles('packages/*/src/**/*.ts')) {
      if (!entries.includes(file)) expect(readSource(file), file).not.toMatch(/\bprocess\.\w/);
    }
  });

  it('load for the start of `linekeeper mcp`, which hosts wait for, little from elsewhere', () => {
    const { loaded, packages } = listLoaded('packages/cli/src/main.ts', 'packages/cli/src/commands/mcp.ts');
    expect(loaded.size).toBeGreaterThan(100);
    expect(packages).toEqual(['@modelcontextprotocol/server', 'fastest-levenshtein', 'zod']);
  });

  it('do not import tests', () => {
    for (const file of listFiles('{build,packages,infra}/**/*.ts'))
      expect(
        listImports(file).filter(name => /\/test\//.test(name)),
        file,
      ).toEqual([]);
  });

  it('open every file with a sentence that says what it is for', () => {
    for (const file of listFiles('{build,packages,infra,test}/**/*.ts')) {
      expect(readSource(file), file).toMatch(/^(#!.*\n)?\/\/ \S/);
    }
  });
});
