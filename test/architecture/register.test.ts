// The register of the code, where a machine can check it: file size, doc sentences, words to avoid, units of constants.
import { describe, expect, it } from 'vitest';
import { listFiles, readSource } from './source.ts';

const maxFileLines = 200;

/** Words of a private dialect: they make a sentence about somebody instead of about the code, or define by negation. */
const avoidedWords = /\b(?:whoever|nobody|is none|is no )/i;

/** Names whose value is a time or a size. */
const quantityName = /(?:timeout|delay|pause|wait|interval|duration|lifetime|ttl|age|bytes|size|chars|characters|body|memory|attempt)$/i;

/** How a doc comment says that a value is a time or a size. */
const quantityDoc = /\b(?:milliseconds?|seconds?|minutes?|bytes?|characters?|KiB|MiB)\b/i;

/** The units that such names end in. */
const unit = /(?:Ms|S|Seconds|Minutes|Hours|Days|Bytes|KiB|MiB|Chars)$|_(?:MS|S|SECONDS|BYTES|CHARS)$/;

interface Violation {
  place: string;
  rule: string;
}

const products = listFiles('{build,packages,infra}/**/*.ts').filter(file => !file.endsWith('.d.ts'));
const all = [...products, ...listFiles('test/**/*.ts')].filter(file => file !== 'test/architecture/register.test.ts');

/** Each violation as `file:line: rule`. */
const reportOf = (violations: readonly Violation[]) => violations.map(({ place, rule }) => `${place}: ${rule}`);

/** Checks each text line of the files; `check` gives the rule that the line violates. */
function checkLines(
  files: readonly string[],
  check: (line: string, lines: readonly string[], index: number) => string | undefined,
): string[] {
  const violations = files.flatMap(file => {
    const lines = readSource(file).split('\n');
    return lines.flatMap((line, index): Violation[] => {
      const rule = check(line, lines, index);
      return rule === undefined ? [] : [{ place: `${file}:${index + 1}`, rule }];
    });
  });
  return reportOf(violations);
}

const declaration = /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/;

/** `const name = 8_000`, also of a product of numbers. */
const numericConstant = /^(?:export )?const (\w+) = [\d_.]+(?: \* [\d_.]+)*;/;

describe('the register', () => {
  it('keeps files within 200 lines', () => {
    const long = products
      .map(file => ({ place: file, lines: readSource(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > maxFileLines);
    expect(reportOf(long.map(({ place, lines }) => ({ place, rule: `has ${lines} lines, over ${maxFileLines}` })))).toEqual([]);
  });

  it('has a doc sentence on every exported declaration', () => {
    const check = (line: string, lines: readonly string[], index: number) => {
      const [, name] = declaration.exec(line) ?? [];
      if (name === undefined) return undefined;
      return lines[index - 1]?.trimEnd().endsWith('*/') ? undefined : `${name} is exported without a doc sentence`;
    };
    expect(checkLines(products, check)).toEqual([]);
  });

  it('avoids the words of a private dialect', () => {
    expect(
      checkLines(all, line => {
        const [word] = avoidedWords.exec(line) ?? [];
        return word === undefined ? undefined : `says "${word.trim()}": name a subject of the code, and say what is the case`;
      }),
    ).toEqual([]);
  });

  it('ends constants that are times or sizes in their unit', () => {
    const check = (line: string, lines: readonly string[], index: number) => {
      const [, name = ''] = numericConstant.exec(line) ?? [];
      if (name === '' || unit.test(name)) return undefined;
      // A comment above several constants says what they are for, not their unit.
      const isShared = numericConstant.test(lines[index + 1] ?? '');
      const doc = !isShared && lines[index - 1]?.trimStart().startsWith('/**') ? lines[index - 1] : '';
      return quantityName.test(name) || quantityDoc.test(doc ?? '')
        ? `${name} does not end in its unit (Ms, Seconds, Bytes, Chars, …)`
        : undefined;
    };
    expect(checkLines(products, check)).toEqual([]);
  });
});
