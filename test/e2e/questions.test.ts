// Asks the questions of questions.md of the built MCP server: at most two tool calls each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandContent } from '../column-rows.ts';
import { commandFile } from '../command.ts';
import { playWeek } from '../history/played-week.ts';
import { findMismatches } from './answer.ts';
import { type ExpectedRows, type ExpectedValue, parseQuestions } from './document.ts';

const questions = parseQuestions(readFileSync(`${import.meta.dirname}/questions.md`, 'utf8'));

/** Maximum size of an answer, at four characters a token. */
const maxTokens = 6_000;

describe('questions.md', () => {
  it('has eighty-nine questions with one or two tool calls each, and an expectation of every answer', () => {
    expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 89 }, (_, index) => index + 1));
    for (const { title, invocations } of questions) {
      expect([1, 2], title).toContain(invocations.length);
      for (const { expectations } of invocations)
        expect(
          expectations.flatMap(expectation => findMismatches({}, expectation)),
          title,
        ).not.toEqual([]);
    }
  });

  it('calls every tool except those for agents and resellers', () => {
    const toolNames = new Set(questions.flatMap(({ invocations }) => invocations.map(({ tool }) => tool)));
    expect(toolNames.size).toBe(28);
    for (const name of ['callgear_list_customer_users', 'callgear_list_customers', 'telecomx_list_customers'])
      expect(toolNames).not.toContain(name);
  });

  it.each([
    'All of `rows`:',
    'All of `rows`:\n\n| id |',
    'Among `rows`\n\n| id |\n|---|\n| 1 |',
    '| id |\n|---|\n| 1 |',
    'All of `rows`:\n\n| id | name |\n|---|---|\n| 1 |',
    '`total` are `1`.',
  ])('is rejected for unknown syntax: %j', text => {
    expect(() => parseQuestions(`## 1. Why?\n\n\`list_lines {}\`\n\n${text}\n`)).toThrow('1. Why?');
  });
});

describe('an answer', () => {
  const [question] = parseQuestions(`## 1. Which?

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
  const matching = { lines: [{ id: '2', kind: 'phone' }, trunk, line], total: 3 };
  const getMismatches = (answer: unknown) =>
    question?.invocations[0]?.expectations.flatMap(expectation => findMismatches(answer, expectation));

  it('matches with the rows in any order', () => {
    expect(getMismatches(matching)).toEqual([]);
  });

  it.each([
    ['a missing row', { ...matching, lines: [trunk, line] }, ['lines lacks 2 | – | –']],
    ['an additional row', { ...matching, lines: [...matching.lines, line] }, ['lines has also 1 | OPEN | +1, +2']],
    ['a forbidden row', { ...matching, lines: [...matching.lines, { id: 3 }] }, ['lines has 3']],
    ['another total', { ...matching, total: 33 }, ['total is 33, and is not 3']],
    ['a next page', { ...matching, next_cursor: 'x' }, ['lines goes on in another page']],
  ])('does not match with %s', (_, answer, expected) => {
    expect(getMismatches(answer)).toEqual(expected);
  });

  it('does not match with another cell', () => {
    expect(getMismatches({ ...matching, lines: [matching.lines[0], { ...line, numbers: ['+1'] }] })).toHaveLength(2);
  });
});

/** In columns, the fields of a line stand beside those of the finding or match. */
const besideLine = (expectation: ExpectedRows | ExpectedValue) =>
  'rows' in expectation ? { ...expectation, fields: expectation.fields.map(field => field.replace(/^line\./, '')) } : expectation;

describe.each(['objects', 'columns'] as const)('an administrator who gets %s', form => {
  const client = new Client({ name: 'administrator', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  const folder = mkdtempSync(join(tmpdir(), 'linekeeper-questions-'));
  beforeAll(async () => {
    const { path, history, sandbox } = await playWeek(folder, 'sandbox');
    await history.close();
    await sandbox.close();
    const env = { LINEKEEPER_HISTORY: path, LINEKEEPER_ANSWERS: form };
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [commandFile, 'mcp', '--sandbox'], env }));
  });
  afterAll(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  // In order: the first question counts the remaining quota.
  it.each(questions)('asks $number: $title', async ({ invocations }) => {
    const mismatches: string[] = [];
    for (const { tool, input, expectations } of invocations) {
      const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: input });
      const text = content.map(block => (block.type === 'text' ? block.text : '')).join('');
      expect(isError ?? false, text).toBe(false);
      expect(text.length / 4, tool).toBeLessThan(maxTokens);
      expect(text).not.toMatch(/"outcome":"(partial|failed)"|"skipped":\[\{/);
      const answer = form === 'columns' ? expandContent(structuredContent) : structuredContent;
      const expected = form === 'columns' ? expectations.map(besideLine) : expectations;
      mismatches.push(...expected.flatMap(expectation => findMismatches(answer, expectation)));
    }
    expect(mismatches).toEqual([]);
  });
});
