// The README: every example that needs no account runs, and its settings are valid.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { parseQuestions } from './document.ts';

const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8');
const examples = [...readme.matchAll(/^npx -y pnpm@12 start ([^#\n]*?) *(?:#.*)?$/gm)].flatMap(([, line = '']) => line || []);
const isServer = (line: string) => /^(slack|mcp) /.test(line);
/** Splits a command line into words as a shell does. */
const splitWords = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('the README', () => {
  it('has examples of every question', () => {
    const commands = new Set(examples.map(line => splitWords(line)[0]));
    expect([...commands]).toEqual(expect.arrayContaining(['lines', 'find', 'audit', 'summary', 'accounts']));
  });

  it.each(examples.filter(line => !isServer(line)))('%s prints rows', async line => {
    const { code, stdout, stderr } = await linekeeper([...splitWords(line), '--format', 'csv']);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/linekeeper:/)]);
    expect(stdout.trim().split('\n').length).toBeGreaterThan(1);
  });

  it.each(examples.filter(line => line.startsWith('slack')))('%s serves with its variables', async line => {
    const variables = [...readme.matchAll(/^export (LINEKEEPER_SLACK_\w+)=(?:'([^']*)'|(\S+))/gm)].map(
      ([, name = '', quoted, plain = '']) => [name, quoted ?? plain],
    );
    expect(variables.map(([name]) => name)).toEqual(['LINEKEEPER_SLACK_SIGNING_SECRET', 'LINEKEEPER_SLACK_ACCESS']);
    const words = splitWords(line.replace(/--port \d+/, '--port 0'));
    const { stderr } = await linekeeper(words, { environment: Object.fromEntries(variables), timeoutMs: 3_000 });
    expect(stderr).toMatch(
      /^\/lines is answered at http:\/\/127\.0\.0\.1:\d+\/slack\/commands and \/slack\/interactivity until you press Ctrl-C\.\nAccounts of the sandbox: .*\nEnding: .*\n$/,
    );
  });

  it.each(examples.filter(line => line.startsWith('mcp')))('%s serves', async line => {
    const { stderr } = await linekeeper(splitWords(line.replace(/:\d+/, ':0')), { timeoutMs: 3_000 });
    expect(stderr).toMatch(
      /^MCP is served at http:\/\/127\.0\.0\.1:\d+\/mcp until you press Ctrl-C\.\nAccounts of the sandbox: .*\nEnding: .*\n$/,
    );
  });

  it('has the figures of the tests and of the page about hosts', () => {
    const read = (file: string) => readFileSync(`${import.meta.dirname}/../../${file}`, 'utf8');
    const [, table = ''] = /<!-- hosts -->([\s\S]*)<!-- \/hosts -->/.exec(read('docs/mcp.md')) ?? [];
    const hostCount = table.match(/^\| (?!host|---)/gm)?.length;
    expect(readme).toContain(`${parseQuestions(read('test/e2e/questions.md')).length} questions of an administrator`);
    expect(readme).toContain(`the built command in ${hostCount} hosts with a scripted model`);
  });

  it('has a valid accounts example', async () => {
    const [, accounts = ''] = /```json\n(\[[^`]*)```/.exec(readme) ?? [];
    // As documented, except for a base URL that refuses connections.
    const unreachable = JSON.parse(accounts).map((account: object) => ({ ...account, base_url: 'http://127.0.0.1:1' }));
    const { stdout } = await linekeeper(['accounts', '--format', 'ndjson'], {
      environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(unreachable), LINEKEEPER_TIMEOUT_MS: '2000' },
    });
    const entries = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(entries.map(({ account, state }) => [account, state])).toEqual([
      ['copenhagen', 'unreachable'],
      ['moscow', 'unreachable'],
      ['kazan', 'unreachable'],
    ]);
  });
});
