// The arrows between the rooms, read off the import lines.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = `${import.meta.dirname}/../..`;

/** What each room may import of the workspace. */
const arrows: Record<string, readonly string[]> = {
  core: [],
  providers: ['core'],
  questions: ['core', 'providers'],
  mcp: ['core'],
  sandbox: [],
  cli: ['core', 'providers', 'questions', 'mcp', 'sandbox'],
};

/** The npm packages that a room may know beside its manifest's, by a pattern of its files. */
const nodeFree = ['packages/core/src/*.ts', 'packages/providers/src/**/*.ts'];

function importsOf(file: string): string[] {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  return [...text.matchAll(/(?:^(?:import|export|\}).* from |^import |\bimport\()'([^']+)'/gm)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: root }).filter(file => !file.includes('node_modules') && !file.includes('/dist/'));

describe('the rooms', () => {
  it.each(Object.keys(arrows))('%s imports only the rooms before it', room => {
    const files = filesOf(`packages/${room}/**/*.ts`);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const rooms = importsOf(file).flatMap(name => /^@linekeeper\/(\w+)/.exec(name)?.[1] ?? []);
      expect(
        rooms.filter(other => !arrows[room]?.includes(other)),
        file,
      ).toEqual([]);
    }
  });

  it('declares every package that is imported', () => {
    for (const room of Object.keys(arrows)) {
      const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync(`${root}/packages/${room}/package.json`, 'utf8'));
      for (const file of filesOf(`packages/${room}/src/**/*.ts`)) {
        const packages = importsOf(file).filter(name => !name.startsWith('.') && !name.startsWith('node:'));
        const names = packages.map(name =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        );
        expect(
          names.filter(name => !(name in manifest.dependencies)),
          file,
        ).toEqual([]);
      }
    }
  });

  it('keeps Node out of the core and the providers, but for the core’s own subpath', () => {
    for (const file of nodeFree.flatMap(filesOf))
      expect(
        importsOf(file).filter(name => name.startsWith('node:') || name === 'undici'),
        file,
      ).toEqual([]);
  });

  it('lets no provider know another', () => {
    for (const file of filesOf('packages/providers/src/*/*.ts')) {
      expect(
        importsOf(file).filter(name => name.startsWith('../')),
        file,
      ).toEqual([]);
    }
  });

  it('names a provider in no surface', () => {
    for (const file of ['packages/mcp/src/**/*.ts', 'packages/core/src/**/*.ts'].flatMap(filesOf)) {
      expect(readFileSync(`${root}/${file}`, 'utf8'), file).not.toMatch(/['"`](callgear|telecomx|exolve)/);
    }
  });

  it('reads the environment in entries alone', () => {
    const entries = [
      'packages/cli/src/main.ts',
      'packages/cli/src/start.ts',
      'packages/cli/src/linekeeper.ts',
      'packages/cli/src/commands/mcp.ts',
    ];
    for (const file of filesOf('packages/*/src/**/*.ts')) {
      if (!entries.includes(file)) expect(readFileSync(`${root}/${file}`, 'utf8'), file).not.toMatch(/\bprocess\./);
    }
  });

  it('imports no test from anywhere', () => {
    for (const file of filesOf('{packages,infra}/**/*.ts'))
      expect(
        importsOf(file).filter(name => /\/test\//.test(name)),
        file,
      ).toEqual([]);
  });

  it('opens every file with a sentence that says what it is for', () => {
    for (const file of filesOf('{packages,infra,test}/**/*.ts')) {
      expect(readFileSync(`${root}/${file}`, 'utf8'), file).toMatch(/^(#!.*\n)?\/\/ \S/);
    }
  });
});
