// docs/adding-a-provider.md: its code blocks alone add a provider to every surface, in one folder, an entry and a fixture.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, lines, startAcme } from './acme-server.ts';
import { readBlocks, TreeCopy } from './recipe.ts';

const blocks = readBlocks('docs/adding-a-provider.md');
const folder = mkdtempSync(`${tmpdir()}/linekeeper-recipe-config-`);
let tree: TreeCopy;
let server: Awaited<ReturnType<typeof startAcme>>;

beforeAll(async () => {
  tree = new TreeCopy();
  tree.apply(blocks);
  server = await startAcme();
}, 30_000);

afterAll(() => {
  server.close();
  tree.remove();
  rmSync(folder, { recursive: true });
});

/** Runs `linekeeper` from the source of the copy, with an account at Acme Voice. */
const linekeeper = (args: readonly string[], { password = credentials.password, input = '' } = {}) =>
  tree.run('packages/cli/src/linekeeper.ts', args, {
    environment: { ACME_USERNAME: credentials.username, ACME_PASSWORD: password, ACME_BASE_URL: server.baseUrl },
    input,
  });

/** Runs a command that must succeed; returns its JSON. */
async function ask(...args: readonly string[]) {
  const { code, stdout, stderr } = await linekeeper([...args, '--format', 'json']);
  expect([code, (stdout + stderr).includes('planted')], stderr).toEqual([0, false]);
  return JSON.parse(stdout);
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('a provider that is added as the page says', () => {
  it('passes the type checker and the linter', async () => {
    const paths = blocks.map(({ path }) => path).filter(path => path.endsWith('.ts'));
    const results = await Promise.all([
      tree.run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.base.json']),
      tree.run('node_modules/@biomejs/biome/bin/biome', ['ci', ...paths]),
    ]);
    expect(results.map(({ code, stdout }) => (code === 0 ? '' : stdout))).toEqual(['', '']);
  }, 60_000);

  it('has its lines in every question', async () => {
    const [listed, down, inactive, found, summary, accounts] = await Promise.all([
      ask('lines', '--all'),
      ask('lines', '--status', 'down'),
      ask('lines', '--kind', 'acme_line', '--status', 'inactive'),
      ask('find', '70 10 10 52'),
      ask('summary', '--by', 'status'),
      ask('accounts'),
    ]);
    expect(idsOf(listed.lines).sort()).toEqual(idsOf(lines).sort());
    expect(listed.lines[0]).toMatchObject({ account: 'acme', provider: 'acme', kind: 'acme_line' });
    expect([idsOf(down.lines), idsOf(inactive.lines)]).toEqual([['L52'], ['L7']]);
    expect(found.matches).toMatchObject([{ line: { id: 'L52' } }]);
    const counts = summary.groups.map(({ status, count }: { status: string; count: number }) => `${status} ${count}`);
    expect([summary.total, counts.sort()]).toEqual([53, ['down 1', 'inactive 1', 'up 51']]);
    expect(accounts.accounts).toMatchObject([
      { account: 'acme', state: 'ready', capabilities: { registration: ['acme_line'], owner: ['acme_line'], billing: [] } },
    ]);
  }, 60_000);

  it('has its lines checked by the audit', async () => {
    const { findings } = await ask('audit');
    const found = findings.map(({ code, line }: { code: string; line: { id: string } }) => `${code} ${line.id}`);
    expect(found.sort()).toEqual(['no_owner L11', 'not_registered L52', 'number_on_inactive_trunk L7']);
  }, 60_000);

  it('has a tool for assistants, with a schema', async () => {
    const clientInfo = { name: 'test', version: '1' };
    const messages = [
      { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo } },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/list', params: {} },
    ];
    const input = messages.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
    const { stdout } = await linekeeper(['mcp'], { input });
    const [, list] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const tool = list.result.tools.find(({ name }: { name: string }) => name === 'acme_list_lines');
    expect(tool).toMatchObject({
      inputSchema: { properties: { state: { enum: ['active', 'closed'] } } },
      outputSchema: { type: 'object' },
    });
  }, 60_000);

  it('has a command for its list, with filters and pages', async () => {
    const filtered = await Promise.all([ask('acme', 'lines', '--state', 'closed'), ask('acme', 'lines', '--user-id', 'U3')]);
    expect(filtered.map(({ rows }) => idsOf(rows))).toEqual([['L7'], ['L3']]);
    server.pages.length = 0;
    const first = await ask('acme', 'lines', '--limit', '49');
    expect([first.rows.length, first.total, server.pages]).toEqual([49, 53, ['1']]);
    const rest = await ask('acme', 'lines', '--limit', '25', '--cursor', first.next_cursor);
    expect([idsOf(rest.rows), rest.next_cursor]).toEqual([['L49', 'L50', 'L51', 'L52'], undefined]);
    expect(server.pages).toEqual(['1', '1', '2', '1', '3']);
  }, 60_000);

  it('is checked by the doctor, which says what is wrong with the credentials', async () => {
    const [report, wrong] = await Promise.all([linekeeper(['doctor']), linekeeper(['lines'], { password: 'wrong-password' })]);
    expect(report.stdout).toContain('acme');
    const { code, stdout, stderr } = wrong;
    expect([code, stderr]).toEqual([77, expect.stringContaining('the user name or the password is wrong')]);
    expect(stdout + stderr).not.toContain('wrong-password');
  }, 60_000);

  it('gets its docs, schemas and help texts from `pnpm snapshots`, and passes the tests of providers', async () => {
    // The workspace's own configuration builds first, which these tests do not need.
    writeFileSync(`${folder}/vitest.config.mjs`, "export default { test: { include: ['test/**/*.test.ts'], testTimeout: 20_000 } };\n");
    const providerTests = ['registry', 'envelope', 'facts'].map(name => `test/providers/${name}.test.ts`);
    const paths = ['test/contract', 'test/architecture', 'test/package/server.test.ts', ...providerTests];
    // The snapshots, and what the tests say of the new provider: its fixture, its record, the tools, the registry, the field names.
    const names = 'acme|reviewed|reference|the tools|server.json|provider';
    // The table of hosts is written by a gate that installs them.
    const args = [
      'run',
      '--config',
      `${folder}/vitest.config.mjs`,
      '--root',
      tree.folder,
      ...paths,
      '-t',
      names,
      '--exclude',
      '**/hosts.test.ts',
      '--update',
    ];
    const { code, stdout, stderr } = await tree.run('node_modules/vitest/vitest.mjs', args);
    expect(code === 0 ? '' : stdout + stderr).toBe('');
    const read = (file: string) => readFileSync(`${tree.folder}/${file}`, 'utf8');
    expect(read('docs/operations.md')).toContain('\n## List Acme Voice lines\n');
    expect(read('docs/settings.md')).toContain('| `ACME_USERNAME` 🔑 | `username` | of a user who may read lines |');
    expect(read('packages/cli/server.json')).toContain('"ACME_PASSWORD"');
    expect(read('test/contract/snapshots/slack-help/acme-lines.txt')).toContain('/lines acme lines');
    expect(JSON.parse(read('test/contract/snapshots/acme_list_lines.json')).inputSchema.properties).toHaveProperty('user_id');
  }, 120_000);

  it('changes nothing but its folder, an entry, its fixture and what is generated', () => {
    const generated =
      /^docs\/(?:operations|questions|settings)\.md$|^packages\/cli\/(?:accounts\.schema|server)\.json$|^test\/contract\/snapshots\//;
    const { added, changed } = tree.listChanges();
    const written = blocks.map(({ path }) => path).sort();
    expect([...added, ...changed].filter(path => !generated.test(path)).sort()).toEqual(written);
    expect(written.every(path => /^packages\/providers\/src\/(?:acme\/\w+|index)\.ts$|^test\/fixtures\/acme_\w+\.json$/.test(path))).toBe(
      true,
    );
    expect(tree.git('diff', '--numstat', 'packages/providers/src/index.ts')).toMatch(/^2\t0\t/);
  });
});
