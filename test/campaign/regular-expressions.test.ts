// No regular expression of the product takes the square of its input's length, unless its input is clipped before; and none more than that.
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { findInSource, findProductExpressions, type ProductExpression, recordExpressions } from './regular-expressions.ts';
import { recordFigure } from './settings.ts';

/** Files whose expressions may take the square: what they are tried on is clipped before, to so many characters. */
const clippedChars: Readonly<Record<string, number>> = {
  'packages/core/src/text/e164.ts': 100,
  'packages/core/src/text/number-notation.ts': 500,
  'packages/core/src/text/number-words.ts': 500,
  'packages/questions/src/people/name-form.ts': 200,
  'packages/slack/src/ack/tokenize.ts': 2_000,
};

/** How the steps of an expression grow with its input: in proportion, as a power, or exponentially. */
function classify({ source, flags }: RegExp): 'linear' | 'power' | 'exponential' {
  const { reports } = analyse({ source, flags });
  if (reports.some(({ exponential }) => exponential)) return 'exponential';
  return reports.length > 0 ? 'power' : 'linear';
}

/** Modules that make expressions of texts while they load. */
const makingModules: Readonly<Record<string, () => Promise<unknown>>> = {
  'packages/core/src/table/csv.ts': () => import('../../packages/core/src/table/csv.ts'),
  'packages/core/src/text/number-words.ts': () => import('../../packages/core/src/text/number-words.ts'),
  'packages/core/src/text/placeholder.ts': () => import('../../packages/core/src/text/placeholder.ts'),
  'packages/core/src/text/sanitize.ts': () => import('../../packages/core/src/text/sanitize.ts'),
  'packages/slack/src/ack/tokenize.ts': () => import('../../packages/slack/src/ack/tokenize.ts'),
};

describe('the analysis of expressions', () => {
  it.each([
    [/^\d+$/, 'linear'],
    [/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}/, 'linear'],
    [/\s+$/, 'power'],
    [/<[^>]*>/, 'power'],
    [/^(?:[a-z]+-?)+$/, 'exponential'],
    [/^(?:\d+)+$/, 'exponential'],
  ])('knows that %s is %s', (expression, growth) => {
    expect(classify(expression)).toBe(growth);
  });
});

describe('the expressions of a file', () => {
  it('are told from divisions, and those that other files can use from the others', () => {
    const source = "export const wide =\n  /a+b/u;\nconst own = /c/;\nexport const half = (x: number) => x / 2 / own.exec('/')!.length;";
    expect(findInSource(source)).toEqual([
      { expression: /a+b/u, isExported: true },
      { expression: /c/, isExported: false },
    ]);
  });
});

describe('the regular expressions of the product', () => {
  it('take steps in proportion to their input, or get a clipped one', { timeout: 60_000 }, async () => {
    const literals = findProductExpressions();
    const made: ProductExpression[] = [];
    for (const [file, load] of Object.entries(makingModules))
      made.push(...(await recordExpressions(load)).map(expression => ({ file, expression, isExported: false })));
    expect(literals.length).toBeGreaterThan(150);
    expect(made.length).toBeGreaterThan(10);
    const all = [...literals, ...made].map(({ file, expression, isExported }) => ({
      file,
      isExported,
      text: `${file}: ${expression}`,
      growth: classify(expression),
    }));
    expect(all.filter(({ growth }) => growth === 'exponential').map(({ text }) => text)).toEqual([]);
    const powers = all.filter(({ growth }) => growth === 'power');
    expect(powers.filter(({ file }) => clippedChars[file] === undefined).map(({ text }) => text)).toEqual([]);
    // Other files would try it on texts of their own, which nothing clips: a function that clips is exported instead.
    expect(powers.filter(({ isExported }) => isExported).map(({ text }) => text)).toEqual([]);
    // A file that needs no clipping any more is taken off the list.
    expect([...new Set(powers.map(({ file }) => file))].toSorted()).toEqual(Object.keys(clippedChars).toSorted());
    recordFigure(
      'regular expressions',
      `${all.length} expressions by static analysis: none exponential, ${powers.length} quadratic ones get at most ${Math.max(...Object.values(clippedChars))} characters`,
    );
  });
});
