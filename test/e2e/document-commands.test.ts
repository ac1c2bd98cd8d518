// Every command of the README and the docs, from an empty home: each runs, and fits terminals of 80 and 120 columns.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { measure } from '../../packages/cli/src/print/text-width.ts';
import { hasPseudoTerminal } from '../cli/pseudo-terminal.ts';
import { type DocumentCommand, drive, readCommands } from './document-commands.ts';

const root = `${import.meta.dirname}/../..`;
const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'AGENTS.md',
  ...['accounts', 'adding-a-provider', 'architecture', 'deploy', 'history', 'mcp', 'operations', 'people', 'questions'],
  ...['release', 'security', 'settings', 'slack'],
].map(name => (name.endsWith('.md') ? name : `docs/${name}.md`));

/** Commands that are not run here, and why. */
const excluded: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^git clone /, 'the owner in the address is a placeholder until the release'],
  [
    /^npx -y pnpm@12 (test|test:unit|check|build|snapshots|pictures|bench|campaign)\b/,
    'a script of the work tree, which the tests themselves are part of',
  ],
  [/^npx -y pnpm@12 (gates|gates:hosts|pack:npm|pack:mcpb|release:check)\b/, 'a script with tests of its own, or that downloads packages'],
  [/^npx -y pnpm@12 synth\b/, 'test/infra synthesizes the stack'],
  [/^npx -y pnpm@12 (deploy:aws|exec cdk)\b|^aws |^cdk /, 'needs an account at AWS'],
  [/^(claude|codex|gemini|copilot) mcp add /, 'test/contract/host-snippets.test.ts compares it with what `config` prints'],
  [/^(cloudflared|ngrok) /, 'opens a tunnel'],
  [/curl -s/, 'needs a login at the provider'],
  [/^read -rs /, 'asks for a password'],
  [/^linekeeper\(\)|^eval "\$\(linekeeper completion/, 'test/cli/completion.test.ts presses Tab in the shells'],
  [/ acme\b/, 'test/e2e/adding-a-provider.test.ts runs it'],
];

/** What the docs' placeholders stand for here. */
const fillIn = (line: string) =>
  line
    .replace(' HOST', ' claude-code')
    .replace(' URL', ' https://lines.example/mcp')
    .replace(' FILE', ' staff.csv')
    .replace(/ --http$/, ' --http 127.0.0.1:8123')
    .replace('outputs.json', 'https://your-address.example')
    // Any free port.
    .replace(/(--http [\d.]+:|--port )\d+/, '$10');

/** What a server, or a command that asks, prints before Ctrl-C is typed. */
const untilTexts: readonly (readonly [RegExp, string])[] = [
  [/ (mcp --http|slack|sandbox)\b/, 'until you press Ctrl-C'],
  [/ mcp$/, 'Press Ctrl-C to end it.'],
  [/ watch\b/, 'the first snapshot'],
  [/ init$/, 'Which provider?'],
];

/** Lines that are copied as a whole: commands, configurations and data. */
const isCopied = (line: string, text: string) =>
  / (config|slack:manifest|completion)\b|--format csv| sandbox\b|^slack:manifest/.test(line) || /^ {2}(npx|claude)|^\$ /.test(text);

/** A history, with a snapshot where it is asked, for commands that need one which their document names elsewhere. */
function prepareHistory(line: string, { settings }: DocumentCommand): string[] {
  if (settings.some(text => text.includes('LINEKEEPER_HISTORY='))) return [];
  if (/ (watch|snapshot)\b/.test(line)) return ['export LINEKEEPER_HISTORY=$HOME/new-$$.db'];
  const isAsked = / (changes|history)\b/.test(line);
  return isAsked ? ['export LINEKEEPER_HISTORY=$HOME/history.db', 'linekeeper snapshot >/dev/null 2>&1'] : [];
}

const home = mkdtempSync(`${tmpdir()}/docs-`);
afterAll(() => rmSync(home, { recursive: true }));

/** An empty home, and a folder with the lists of people that the docs name. */
function createFolders(): { home: string; folder: string } {
  const folder = mkdtempSync(`${home}/folder-`);
  cpSync(`${root}/docs/examples`, `${folder}/docs/examples`, { recursive: true });
  cpSync(`${root}/docs/examples/staff.csv`, `${folder}/staff.csv`);
  writeFileSync(`${folder}/export.csv`, 'Who;Desk;Key\nMette Sørensen;4;E00000000000000000000001\n');
  return { home: mkdtempSync(`${home}/home-`), folder };
}

/** Each command once, in the first document that has it with these settings. */
const commands = [
  ...new Map(
    documents
      .flatMap(readCommands)
      .toReversed()
      .map(command => [[command.line, ...command.settings].join('\n'), command]),
  ).values(),
].toReversed();

/** With the rules of what is posted by itself, the doctor asks Slack: test/cli has that. */
const asksSlack = ({ line, settings }: DocumentCommand) =>
  line.endsWith(' doctor') && settings.some(text => text.includes('LINEKEEPER_SLACK_WATCH'));
const isExcluded = (command: DocumentCommand) => asksSlack(command) || excluded.some(([pattern]) => pattern.test(command.line));

/** The commands of a document that are run. */
const listDriven = (document: string) => commands.filter(command => command.document === document && !isExcluded(command));

describe('the commands of the docs', () => {
  it('are found, and none is excluded without need', () => {
    expect(commands.length).toBeGreaterThan(100);
    for (const [pattern, reason] of excluded) expect([reason, commands.some(({ line }) => pattern.test(line))]).toEqual([reason, true]);
  });

  it('of the package manager exist', () => {
    const names = commands.flatMap(({ line }) => /^npx -y pnpm@12 ([\w:]+)/.exec(line)?.[1] ?? []);
    expect(names.filter(name => name !== 'exec' && scripts[name] === undefined)).toEqual([]);
  });
});

/** A help text is written for the narrower terminal. */
const isHelp = (document: string) => document === 'docs/operations.md';

describe.runIf(hasPseudoTerminal).each([80, 120])('at %i columns', columns => {
  describe.each(documents.filter(document => listDriven(document).length > 0 && (columns === 80 || !isHelp(document))))('%s', document => {
    const folders = createFolders();
    const driven = listDriven(document);

    it.each(driven.map(command => ({ ...command, name: command.line })))('$name', async command => {
      // The reference names commands without their arguments.
      const line = isHelp(document) ? `${command.line} --help` : fillIn(command.line);
      const [, until] = untilTexts.find(([pattern]) => pattern.test(line)) ?? [];
      const settings = [...prepareHistory(line, command), ...command.settings];
      const { code, lines } = await drive({ ...command, line, settings }, { ...folders, columns, until });
      expect({ code, errors: lines.filter(text => text.startsWith('linekeeper: ')) }).toEqual({
        code: until === undefined ? 0 : expect.toBeOneOf([0, 130]),
        errors: [],
      });
      expect(lines.filter(text => !isCopied(line, text) && measure(text) > columns)).toEqual([]);
    });
  });
});
