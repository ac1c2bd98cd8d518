// The configurations of hosts in the docs are those that `linekeeper config` prints: `npx -y pnpm@12 snapshots` writes them between the marks.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hosts } from '../../packages/cli/src/hosts/hosts.ts';

const root = `${import.meta.dirname}/../..`;

/** A mark names the command that prints the block behind it. */
const snippet = /(<!-- linekeeper config (\S+)(.*?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** How the docs start the server: from a clone, or the published package. */
const clone = ['/path/to/linekeeper/node_modules/.bin/node', '/path/to/linekeeper/packages/cli/src/linekeeper.ts'];
const published = ['npx', '-y', 'linekeeper'];

function renderSnippet(name: string, options: string, command: readonly string[]): string {
  const host = hosts[name] ?? expect.fail(`${name} is not a host`);
  const [, url] = /--http (\S+)/.exec(options) ?? [];
  const sandbox = options.includes('--sandbox');
  const text =
    url === undefined
      ? host.formatLocal({
          commandLine: [...command, 'mcp', ...(sandbox ? ['--sandbox'] : [])],
          environment: sandbox ? {} : { LINEKEEPER_ACCOUNTS_FILE: '~/.config/linekeeper/accounts.json' },
          credentialVariables: [],
        })
      : host.formatRemote({ url, tokenVariable: url.startsWith('https:') ? 'LINES_TOKEN' : undefined });
  return `\`\`\`${text.startsWith('{') ? 'json' : 'sh'}\n${text}\`\`\`\n`;
}

describe.each([
  { file: 'README.md', command: clone },
  { file: 'docs/mcp.md', command: clone },
  { file: 'packages/cli/README.md', command: published },
])('the configurations in $file', ({ file, command }) => {
  it('are those that the command prints', async () => {
    const document = readFileSync(`${root}/${file}`, 'utf8');
    expect(document).toMatch(snippet);
    const updated = document.replace(
      snippet,
      (_, mark: string, name: string, options: string, end: string) => `${mark}${renderSnippet(name, options, command)}${end}`,
    );
    await expect(updated).toMatchFileSnapshot(`${root}/${file}`);
  });
});

it('docs/mcp.md has every host', () => {
  const marks = [...readFileSync(`${root}/docs/mcp.md`, 'utf8').matchAll(snippet)].map(([, , name]) => name);
  expect(Object.keys(hosts).filter(name => !marks.includes(name))).toEqual([]);
});
