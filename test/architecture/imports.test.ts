// The arrows between the rooms, read off the import lines.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = `${import.meta.dirname}/../..`;

/** What each room may import of the workspace. */
const arrows: Record<string, readonly string[]> = {
  core: [],
  providers: ['core'],
  questions: ['core', 'providers'],
  mcp: ['core', 'questions'],
  slack: ['core'],
  sandbox: [],
  cli: ['core', 'providers', 'questions', 'mcp', 'slack', 'sandbox'],
  lambda: ['core', 'providers', 'questions', 'mcp', 'slack'],
};

/** The npm packages that a room may know beside its manifest's, by a pattern of its files. */
const nodeFree = ['packages/core/src/*.ts', 'packages/providers/src/**/*.ts'];

function importsOf(file: string): string[] {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  return [...text.matchAll(/(?:^(?:import|export|\}).* from |^import |\bimport\()'([^']+)'/gm)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

/** The names that a file imports more than types from. */
function valuesFrom(file: string): string[] {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  const statements = text.matchAll(/^(import|export)(?! type )\s+((?:(?!;)[\s\S])*?)from '([^']+)';/gm);
  return [...statements].flatMap(([, , what = '', name]) => {
    const names = what
      .replace(/[{}\s]/g, ' ')
      .split(',')
      .map(part => part.trim())
      .filter(Boolean);
    return name === undefined || (names.length > 0 && names.every(part => part.startsWith('type '))) ? [] : [name];
  });
}

/** The file of a workspace's package, or of a path; undefined for a package from elsewhere. */
function fileOf(name: string, from: string): string | undefined {
  if (name.startsWith('.')) return join(dirname(from), name);
  const [, room, path] = /^@linekeeper\/(\w+)(\/\w+)?$/.exec(name) ?? [];
  if (room === undefined) return undefined;
  const { exports }: { exports: Record<string, string> } = JSON.parse(readFileSync(`${root}/packages/${room}/package.json`, 'utf8'));
  return join(`packages/${room}`, exports[`.${path ?? ''}`] ?? '');
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
      const {
        dependencies,
        devDependencies = {},
      }: Record<string, Record<string, string>> = JSON.parse(readFileSync(`${root}/packages/${room}/package.json`, 'utf8'));
      // Of some packages only the types are used.
      const declared = {
        ...dependencies,
        ...Object.fromEntries(Object.keys(devDependencies).map(name => [name.replace(/^@types\//, ''), ''])),
      };
      for (const file of filesOf(`packages/${room}/src/**/*.ts`)) {
        const packages = importsOf(file).filter(name => !name.startsWith('.') && !name.startsWith('node:'));
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

  it('lets an acknowledgement load no tool, no schema library and no HTTP client', () => {
    const entry = 'packages/lambda/src/slack.ts';
    const loaded = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const name of valuesFrom(file)) {
        const next = fileOf(name, file);
        if (next === undefined) packages.add(name);
        else visit(next);
      }
    };
    visit(entry);
    expect([...packages].filter(name => !name.startsWith('node:')).sort()).toEqual([
      '@aws-lambda-powertools/logger',
      '@aws-lambda-powertools/metrics',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/client-sqs',
      'fastest-levenshtein',
    ]);
    expect([...loaded].filter(file => /packages\/(providers|questions|mcp|cli)/.test(file))).toEqual([]);
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
    for (const file of ['packages/mcp/src/**/*.ts', 'packages/slack/src/**/*.ts', 'packages/core/src/**/*.ts'].flatMap(filesOf)) {
      expect(readFileSync(`${root}/${file}`, 'utf8'), file).not.toMatch(/['"`](callgear|telecomx|exolve)/);
    }
  });

  it('reads the environment in entries alone', () => {
    const entries = [
      'packages/cli/src/main.ts',
      'packages/cli/src/start.ts',
      'packages/cli/src/linekeeper.ts',
      'packages/cli/src/commands/mcp.ts',
      'packages/lambda/src/environment-credentials.ts',
      'packages/lambda/src/mcp.ts',
      'packages/lambda/src/slack.ts',
      'packages/lambda/src/slack-worker.ts',
      'packages/lambda/src/tool.ts',
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
    for (const file of filesOf('{packages,infra,slack,test}/**/*.ts')) {
      expect(readFileSync(`${root}/${file}`, 'utf8'), file).toMatch(/^(#!.*\n)?\/\/ \S/);
    }
  });
});
