// The files of the built functions: what a cold start loads, and that each lazily loaded file exports what its importers name.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listStartFiles } from './start-files.ts';

const dist = `${import.meta.dirname}/../../packages/lambda/dist`;
const readText = (file: string) => readFileSync(`${dist}/${file}`, 'utf8');

/** All files, as `function/file.mjs`. */
const files = readdirSync(dist).flatMap(name => readdirSync(`${dist}/${name}`).map(file => `${name}/${file}`));

/** Files that another one imports with `import()`. */
const lazyFiles = files.flatMap(file =>
  [...readText(file).matchAll(/\bimport\("\.\/([\w-]+\.mjs)"\)/g)].map(([, name]) => file.replace(/[^/]*$/, name ?? '')),
);

/** What runs a question, loaded with the first call of it. */
const questions = ['number-route', 'run-audit', 'run-comparison', 'run-summary'];

describe('a function', () => {
  it.each([
    ['slack', []],
    ['slack-worker', [...questions, 'aws', 'csv', 'phone-number', 'web-api']],
    ['tool', [...questions, 'aws', 'phone-number']],
    ['mcp', [...questions, 'aws', 'csv', 'jwt-verifier', 'phone-number', 'view-document']],
  ])('%s loads %j when they are used', (name, modules) => {
    const start = listStartFiles(`${dist}/${name}`).map(file => file.replace(/-[A-Z0-9]{8}\.mjs$/, ''));
    const all = readdirSync(`${dist}/${name}`).map(file => file.replace(/-[A-Z0-9]{8}\.mjs$/, ''));
    expect(all).toEqual(expect.arrayContaining(modules));
    expect(start.filter(file => modules.includes(file))).toEqual([]);
  });

  it.each(['slack', 'slack-worker', 'tool', 'snapshot', 'mcp'])('%s reads no builtin module with its getters', name => {
    const start = listStartFiles(`${dist}/${name}`).map(file => readText(`${name}/${file}`));
    // The banner of each file makes `require`.
    const imported = start.flatMap(text => [...text.matchAll(/\bfrom ?["'](node:[\w/]+)["']/g)].map(([, module]) => module));
    expect(new Set(imported)).toEqual(new Set(['node:module']));
  });
});

describe('a lazily loaded file of a function', () => {
  it('is one of several', () => {
    expect(lazyFiles.length).toBeGreaterThan(10);
  });

  // The bundler gives a CommonJS package in a file of its own a default export only: destructured names would be undefined.
  it.each([...new Set(lazyFiles)])('%s is there and exports names', file => {
    expect(readText(file)).toMatch(/\bexport\s*\{\s*[\w$]/);
  });
});
