// No regular expression of the product takes the square of its input's length, whatever is repeated in it.
import { describe, expect, it } from 'vitest';
import { findProductExpressions, recordExpressions } from './regular-expressions.ts';
import { recordFigure } from './settings.ts';

/** Texts of this length need a hundred million steps in the square. */
const pumpedChars = 20_000;

/** A linear expression needs a fraction of it, also on a slow machine. */
const maxMs = 150;

/**
 * Expressions whose input is clipped before: the file, and the longest text that they get. They are tried with that length,
 * where the square is small.
 */
const clippedChars: Readonly<Record<string, number>> = {
  'packages/core/src/text/number-notation.ts': 500,
  'packages/core/src/text/number-words.ts': 500,
  'packages/core/src/text/number-prefix.ts': 500,
  'packages/core/src/text/phone-number.ts': 500,
  'packages/core/src/text/e164.ts': 100,
  'packages/providers/src/telecomx/sip-contact.ts': 500,
  'packages/questions/src/people/name-form.ts': 200,
  'packages/slack/src/ack/tokenize.ts': 2_000,
  'packages/slack/src/ack/command.ts': 2_000,
};

const common = [
  ' ',
  'a',
  '1',
  '.',
  '-',
  '"',
  "'",
  '<',
  '>',
  '/',
  '\\',
  ';',
  ':',
  ',',
  '@',
  '=',
  '[',
  '(',
  '{',
  '_',
  '%',
  '*',
  '`',
  '\t',
  '\n',
  'é',
  'я',
  '\u0301',
];

/** Texts that repeat what the expression itself mentions, and end in what it does not. */
function* pump({ source }: RegExp, chars: number): Generator<string> {
  const mentioned = [...new Set(source.replace(/\\[a-zA-Z](?:\{[^}]*\})?/g, ' '))];
  const units = [...new Set([...common, ...mentioned])];
  const starts = ['', ...units.slice(0, 6)];
  for (const unit of units) {
    for (const end of ['', '\0', '!', unit === '1' ? 'x' : '1']) yield unit.repeat(chars) + end;
    for (const other of ['1', 'a', ' ', '.']) yield `${(unit + other).repeat(chars / 2)}\0`;
    for (const start of starts) yield `${start + unit.repeat(chars)}\0`;
  }
}

function findSlowText(expression: RegExp, chars: number): string | undefined {
  const untracked = new RegExp(expression.source, expression.flags.replace('g', ''));
  for (const text of pump(expression, chars)) {
    let ms = Number.POSITIVE_INFINITY;
    // The machine may be busy: the fastest of three counts.
    for (let attempt = 0; attempt < 3 && ms > maxMs; attempt++) {
      const startedAt = performance.now();
      untracked.lastIndex = 0;
      untracked.test(text);
      ms = performance.now() - startedAt;
    }
    if (ms > maxMs) return JSON.stringify(`${text.slice(0, 4)}…${text.slice(-2)}`);
  }
  return undefined;
}

describe('the regular expressions of the product', () => {
  it('take time in proportion to their input', { timeout: 3_600_000 }, async () => {
    const literals = findProductExpressions();
    const made = await recordExpressions(async () => {
      await Promise.all([
        import('../../packages/slack/src/ack/tokenize.ts'),
        import('../../packages/core/src/text/sanitize.ts'),
        import('../../packages/core/src/text/placeholder.ts'),
        import('../../packages/core/src/text/number-words.ts'),
        import('../../packages/core/src/table/csv.ts'),
      ]);
    });
    expect(literals.length).toBeGreaterThan(150);
    expect(made.length).toBeGreaterThan(10);
    const slow = [
      ...literals.map(({ file, expression }) => ({ file, expression, chars: clippedChars[file] ?? pumpedChars })),
      // The modules that make them clip at 2,000 characters, or get whole cells.
      ...made.map(expression => ({ file: 'made', expression, chars: 2_000 })),
    ].flatMap(({ file, expression, chars }) => {
      const text = findSlowText(expression, chars);
      return text === undefined ? [] : [`${file}: ${expression} at ${text}`];
    });
    expect(slow).toEqual([]);
    recordFigure(
      'regular expressions',
      `${literals.length + made.length} expressions, none slow at ${pumpedChars} characters, or as many as are let through to it`,
    );
  });
});
