// The README's own lines: every example that needs no account runs, and the settings that it shows are read.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8');
const examples = [...readme.matchAll(/^npx -y pnpm@12 start ([^#\n]*?) *(?:#.*)?$/gm)].flatMap(([, line = '']) => line || []);
const isServer = (line: string) => /^(slack|mcp) /.test(line);
/** A line's words as a shell takes them apart. */
const wordsOf = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('the README', () => {
  it('has examples of every question', () => {
    const asked = new Set(examples.map(line => wordsOf(line)[0]));
    expect([...asked]).toEqual(expect.arrayContaining(['lines', 'find', 'audit', 'summary', 'accounts']));
  });

  it.each(examples.filter(line => !isServer(line)))('%s answers with something', async line => {
    const { code, stdout, stderr } = await linekeeper([...wordsOf(line), '--format', 'csv']);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/linekeeper:/)]);
    expect(stdout.trim().split('\n').length).toBeGreaterThan(1);
  });

  it.each(examples.filter(line => line.startsWith('slack')))('%s serves with the variables that it shows', async line => {
    const variables = [...readme.matchAll(/^export (LINEKEEPER_SLACK_\w+)=(?:'([^']*)'|(\S+))/gm)].map(
      ([, name = '', quoted, plain = '']) => [name, quoted ?? plain],
    );
    expect(variables.map(([name]) => name)).toEqual(['LINEKEEPER_SLACK_SIGNING_SECRET', 'LINEKEEPER_SLACK_ACCESS']);
    const words = wordsOf(line.replace(/--port \d+/, '--port 0'));
    const { stderr } = await linekeeper(words, { environment: Object.fromEntries(variables), within: 3_000 });
    expect(stderr).toMatch(
      /^\/lines is answered at http:\/\/127\.0\.0\.1:\d+\/slack\/commands and \/slack\/interactivity until you press Ctrl-C\.\nEnding: .*\n$/,
    );
  });

  it.each(examples.filter(line => line.startsWith('mcp')))('%s serves', async line => {
    const { stderr } = await linekeeper(wordsOf(line.replace(/:\d+/, ':0')), { within: 3_000 });
    expect(stderr).toMatch(/^MCP is served at http:\/\/127\.0\.0\.1:\d+\/mcp until you press Ctrl-C\.\nEnding: .*\n$/);
  });

  it('shows accounts that are read as they stand', async () => {
    const [, accounts = ''] = /```json\n(\[[^`]*)```/.exec(readme) ?? [];
    // Read as they stand, asked where nobody listens.
    const here = JSON.parse(accounts).map((account: object) => ({ ...account, base_url: 'http://127.0.0.1:1' }));
    const { stdout } = await linekeeper(['accounts', '--format', 'ndjson'], {
      environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(here), LINEKEEPER_TIMEOUT_MS: '2000' },
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
