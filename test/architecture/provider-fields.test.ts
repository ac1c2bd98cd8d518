// Field names of the providers' rows: only the records, and the fakes that are written from the providers' pages, may contain them.
import { operations } from '@linekeeper/providers';
import { lineFields } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { listDeclaredNames } from '../fixtures/fixture.ts';
import { listFiles, readSource } from './source.ts';

/** The names in the facts of core: a provider may use the same word. */
const factNames = [...readSource('packages/core/src/model/facts.ts').matchAll(/^ {2}(\w+): [\w ]/gm)].flatMap(([, name]) => name ?? []);

/** Words of the contract and of core. */
const sharedWords = new Set([...lineFields, ...factNames]);

/** Names that only a provider's row can mean: with an underscore, an upper-case letter or a dot inside. */
const fieldNames = new Set(
  operations
    .flatMap(({ row, fullRow }) => [row, ...(fullRow === undefined ? [] : [fullRow])])
    .flatMap(({ fields }) => listDeclaredNames(fields))
    .flatMap(name => [name, ...name.split('.')])
    .filter(name => /[_A-Z.]/.test(name) && !sharedWords.has(name)),
);

/** The texts and the property names of a source file, without its comments. */
function listWords(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  return [...code.matchAll(/'([\w.]+)'|"([\w.]+)"|`([\w.]+)`|\.(\w+)/g)].flatMap(([, ...words]) =>
    words.filter(word => word !== undefined),
  );
}

describe("a provider's field name", () => {
  it('is told from the words that all providers share', () => {
    for (const name of ['employee_id', 'ip.mode', 'macAddress', 'voiceUsage', 'physical_state', 'redirection_phone_number'])
      expect(fieldNames).toContain(name);
    for (const name of ['status', 'name', 'monthly_fee', 'alwaysFailover']) expect(fieldNames).not.toContain(name);
  });

  it('is found as a text and as a property', () => {
    expect(listWords("getText(row, 'ip.mode') ?? row.usageBlock // 'online'\n/* row.status */")).toEqual(['ip.mode', 'usageBlock']);
  });

  it('stands in no package but the providers and the sandbox', () => {
    const files = listFiles('{packages,infra}/**/*.ts').filter(file => !/^packages\/(providers|sandbox)\//.test(file));
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap(file =>
      [...new Set(listWords(readSource(file)))].filter(word => fieldNames.has(word)).map(word => `${file}: ${word}`),
    );
    expect(found).toEqual([]);
  });
});
