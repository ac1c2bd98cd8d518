// docs/questions.md is generated from the questions and from real answers of the sandbox.
import { buildTable, createAccountRegistry, describeParameter, getFilledColumns, readAccounts, type Tool } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { historyTools } from '@linekeeper/history';
import { providers } from '@linekeeper/providers';
import { columnDescriptions, questionTools } from '@linekeeper/questions';
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';

const sandbox = await startSandbox({ company: buildCompany({ hostileText: false }) });
afterAll(() => sandbox.close());
const registry = createAccountRegistry(readAccounts({}, providers, { source: 'The test', value: sandbox.accounts }), undiciRuntime());

/** An example of a question: in words, in a shell, in Slack, and as the arguments of the tool. */
interface Example {
  ask: string;
  shell: string;
  slack: string;
  input: Record<string, unknown>;
  /** Why no answer is shown. */
  unanswered?: string;
}

const examples: Readonly<Record<string, Example>> = {
  list_lines: {
    ask: 'Which lines are down?',
    shell: 'lines --status down',
    slack: 'list status=down',
    input: { status: ['down'] },
  },
  find_number: { ask: 'Who has 70 30 50 50?', shell: 'find 70 30 50 50', slack: 'find 70 30 50 50', input: { number: '70 30 50 50' } },
  audit_lines: {
    ask: 'What is wrong in Moscow, and what should I do?',
    shell: 'audit --account moscow',
    slack: 'audit account=moscow',
    input: { account: ['moscow'] },
  },
  summarize_lines: {
    ask: 'How many lines are there at each account, and in what state?',
    shell: 'summary --by account,status',
    slack: 'summary by=account,status',
    input: { by: ['account', 'status'] },
  },
  list_changes: {
    ask: 'What changed since Monday?',
    shell: 'changes --since monday',
    slack: 'changes since=monday',
    input: { since: 'monday' },
    unanswered: 'It answers where a history is kept ([history.md](history.md)); `linekeeper sandbox --story` plays a week to try it.',
  },
  list_accounts: { ask: 'Do all our accounts work?', shell: 'accounts', slack: 'accounts', input: {} },
};

/** Rows of an example, and characters of a cell. */
const maxRows = 4;
const maxCellChars = 60;

/** What every answer may have besides its rows. */
const answerFields: Readonly<Record<string, string>> = {
  returned: 'how many are in this answer',
  total: 'how many there are, where every list was read to its end or its provider says so',
  next_cursor: 'continues the answer, given with the same arguments again',
  accounts:
    'for each account: `complete`, `partial`, `not_read` (this page did not reach it), `not_reported` (its lists do not say it) or `failed`, with the error',
  warnings: 'what is missing or unreliable',
  advice: 'what to do, once for each check',
  counts: 'how many findings each check has',
  skipped: 'checks that could not be made, and why',
  numbers: 'how many different public numbers there are',
};

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const truncateCell = (text: string) => (text.length <= maxCellChars ? text : `${text.slice(0, maxCellChars - 1)}…`);

function renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map(cells => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n');
}

async function renderExample(tool: Tool, example: Example): Promise<string> {
  return [renderWays(tool, example), example.unanswered ?? (await renderAnswer(tool, example))].join('\n\n');
}

function renderWays(tool: Tool, { ask, shell, slack, input, unanswered }: Example): string {
  const sandbox = unanswered === undefined ? ' --sandbox' : '';
  const ways = [
    ['a shell', `\`linekeeper ${shell}${sandbox}\``],
    ['Slack', `\`/lines ${slack}\``],
    ['a tool call', `\`${tool.name} ${JSON.stringify(input)}\``],
  ];
  return [`> ${ask}`, renderTable(['where', 'you type'], ways)].join('\n\n');
}

async function renderAnswer(tool: Tool, { input }: Example): Promise<string> {
  const { table } = await tool.run(input, { registry, deadline: { at: Date.now() + 20_000 } });
  const rows = table.rows.slice(0, maxRows);
  const { columns, rows: texts } = buildTable(getFilledColumns(table.columns, rows), rows, { total: table.total, more: table.hasMore });
  const left = table.rows.length - rows.length;
  return [
    `The sandbox answers${left > 0 ? ` (${left} more rows are left out here)` : ''}:`,
    renderTable(
      columns,
      texts.map(row => row.map(truncateCell)),
    ),
  ].join('\n\n');
}

async function renderSection(tool: Tool): Promise<string> {
  const example = examples[tool.name];
  const parameters = Object.entries(tool.inputSchema.properties ?? {});
  const answer = Object.keys(tool.outputSchema.properties ?? {}).flatMap(name => {
    const meaning = answerFields[name];
    return meaning === undefined ? [] : [[`\`${name}\``, meaning]];
  });
  return [
    `## ${tool.title}`,
    tool.description,
    ...(example === undefined ? [] : [await renderExample(tool, example)]),
    'Parameters:',
    renderTable(
      ['parameter', 'meaning'],
      parameters.map(([name, property]) => [`\`${name}\``, describeParameter(name, property, undefined)]),
    ),
    'Fields of a row:',
    renderTable(
      ['field', 'meaning'],
      (tool.columns ?? []).map(name => [`\`${name}\``, columnDescriptions[name] ?? '']),
    ),
    ...(answer.length === 0 ? [] : ['Besides the rows:', renderTable(['field', 'meaning'], answer)]),
  ].join('\n\n');
}

const header = `# Questions

Generated from the questions and from the sandbox's answers by \`npx -y pnpm@12 snapshots\`; do not edit. The lists of each provider: [operations.md](operations.md).`;

const documentedTools = [...questionTools, ...historyTools];

describe('the reference of questions', () => {
  it('matches the questions and their answers', async () => {
    const sections = [];
    for (const tool of documentedTools) sections.push(await renderSection(tool));
    await expect(`${[header, ...sections].join('\n\n')}\n`).toMatchFileSnapshot('../../docs/questions.md');
  });

  it('has a meaning for every field', () => {
    const names = documentedTools.flatMap(({ columns = [] }) => columns);
    expect(names.filter(name => columnDescriptions[name] === undefined)).toEqual([]);
  });
});
