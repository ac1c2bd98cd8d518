// The configurations of hosts in the docs are those that `linekeeper config` prints: `npx -y pnpm@12 snapshots` writes them between the marks.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cloneCommand, configurationMark, renderConfigurations } from '../../packages/cli/publish/readme.ts';
import { hosts } from '../../packages/cli/src/hosts/hosts.ts';

const root = `${import.meta.dirname}/../..`;

describe.each(['README.md', 'docs/mcp.md', 'packages/cli/README.md'])('the configurations in %s', file => {
  it('are those that the command prints', async () => {
    const document = readFileSync(`${root}/${file}`, 'utf8');
    expect(document).toMatch(configurationMark);
    await expect(renderConfigurations(document, cloneCommand)).toMatchFileSnapshot(`${root}/${file}`);
  });
});

it('no page starts a package that is not published', () => {
  for (const file of ['README.md', 'packages/cli/README.md', ...globSync('docs/**/*.md', { cwd: root })].filter(
    name => !name.endsWith('release.md'),
  ))
    expect([file, readFileSync(`${root}/${file}`, 'utf8')]).toEqual([
      file,
      expect.not.stringMatching(/npx -y linekeeper|"-y",\s+"linekeeper"/),
    ]);
});

it('docs/mcp.md has every host', () => {
  const marks = [...readFileSync(`${root}/docs/mcp.md`, 'utf8').matchAll(configurationMark)].map(([, , name]) => name);
  expect(Object.keys(hosts).filter(name => !marks.includes(name))).toEqual([]);
});
