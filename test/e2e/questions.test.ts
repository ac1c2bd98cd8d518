// The forty questions of questions.md, asked of the built command as an assistant would ask them: two calls at most find the answer.
import { readFileSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../command.ts';
import { wrongsIn } from './answer.ts';
import { questionsOf } from './document.ts';

const questions = questionsOf(readFileSync(`${import.meta.dirname}/questions.md`, 'utf8'));

/** What a model reads of one answer at most, at four characters a token. */
const mostTokens = 6_000;

describe('questions.md', () => {
  it('has forty questions with one or two calls each, and something to find in every answer', () => {
    expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    for (const { title, calls } of questions) {
      expect([1, 2], title).toContain(calls.length);
      for (const { holds } of calls)
        expect(
          holds.flatMap(held => wrongsIn({}, held)),
          title,
        ).not.toEqual([]);
    }
  });

  it('asks every tool but the one for agents', () => {
    const asked = new Set(questions.flatMap(({ calls }) => calls.map(({ tool }) => tool)));
    expect(asked.size).toBe(12);
    expect(asked).not.toContain('callgear_list_customer_users');
  });

  it.each([
    'All of `rows`:',
    'All of `rows`:\n\n| id |',
    'Among `rows`\n\n| id |\n|---|\n| 1 |',
    '| id |\n|---|\n| 1 |',
    'All of `rows`:\n\n| id | name |\n|---|---|\n| 1 |',
    '`total` are `1`.',
  ])('is refused where it is not written as agreed: %j', wrong => {
    expect(() => questionsOf(`## 1. Why?\n\n\`list_lines {}\`\n\n${wrong}\n`)).toThrow('1. Why?');
  });
});

describe('an answer', () => {
  const [question] = questionsOf(`## 1. Which?

\`list_lines {}\`

All of \`lines\` where \`kind\` is \`phone\`:

| id | ip.mode | numbers |
|---|---|---|
| 1 | OPEN | +1, +2 |
| 2 | | |

None of \`lines\`:

| id |
|---|
| 3 |

\`total\` is \`3\`.
`);
  const line = { id: 1, kind: 'phone', ip: { mode: 'OPEN' }, numbers: ['+1', '+2'] };
  const trunk = { id: 4, kind: 'trunk' };
  const right = { lines: [{ id: '2', kind: 'phone' }, trunk, line], total: 3 };
  const wrongs = (answer: unknown) => question?.calls[0]?.holds.flatMap(held => wrongsIn(answer, held));

  it('is right with these rows in any order', () => {
    expect(wrongs(right)).toEqual([]);
  });

  it.each([
    ['a row too few', { ...right, lines: [trunk, line] }, ['lines lacks 2 | – | –']],
    ['a row too many', { ...right, lines: [...right.lines, line] }, ['lines has also 1 | OPEN | +1, +2']],
    ['a forbidden row', { ...right, lines: [...right.lines, { id: 3 }] }, ['lines has 3']],
    ['another total', { ...right, total: 33 }, ['total is 33, and is not 3']],
    ['more to come', { ...right, next_cursor: 'x' }, ['lines goes on in another page']],
  ])('is wrong with %s', (_, answer, expected) => {
    expect(wrongs(answer)).toEqual(expected);
  });

  it('is wrong with another cell', () => {
    expect(wrongs({ ...right, lines: [right.lines[0], { ...line, numbers: ['+1'] }] })).toHaveLength(2);
  });
});

describe('an administrator', () => {
  const client = new Client({ name: 'administrator', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  beforeAll(() => client.connect(new StdioClientTransport({ command: process.execPath, args: [built, 'mcp', '--sandbox'], env: {} })));
  afterAll(() => client.close());

  // In their order: the first counts the calls that are left.
  it.each(questions)('asks $number: $title', async ({ calls }) => {
    const wrongs: string[] = [];
    for (const { tool, input, holds } of calls) {
      const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: input });
      const text = content.map(block => (block.type === 'text' ? block.text : '')).join('');
      expect(isError ?? false, text).toBe(false);
      expect(text.length / 4, tool).toBeLessThan(mostTokens);
      expect(text).not.toMatch(/"outcome":"(partial|failed)"|"skipped":\[\{/);
      wrongs.push(...holds.flatMap(held => wrongsIn(structuredContent, held)));
    }
    expect(wrongs).toEqual([]);
  });
});
