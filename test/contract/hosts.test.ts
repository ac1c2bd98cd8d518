// The table of hosts in docs/mcp.md: it was written for the hosts, versions and cases of the gate, and nothing in it fails.
import { readFileSync } from 'node:fs';
import { tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { cases } from '../gates/hosts/cases.ts';
import { hosts } from '../gates/hosts/hosts.ts';

const page = readFileSync(`${import.meta.dirname}/../../docs/mcp.md`, 'utf8');
const [, table = ''] = /<!-- hosts -->\n(.*)<!-- \/hosts -->/s.exec(page) ?? [];
const [head, , ...rows] = table
  .trim()
  .split('\n')
  .map(line => line.slice(2, -2).split(' | '));

describe('the table of hosts, which `pnpm gates:hosts --write` writes', () => {
  it('has a column for each case and a row for each host at its pinned version', () => {
    expect(head).toEqual(['host', 'tools', ...cases.map(({ title }) => title)]);
    expect(rows.map(([host]) => host)).toEqual(hosts.map(({ name, version }) => `${name} ${version}`));
  });

  it('says that the tools reach every model, and that no call fails that the host passes on', () => {
    // Qwen Code shows a model only some of many tools at first.
    const partial = rows.filter(([, count]) => count !== String(tools.length));
    expect(partial.map(([host]) => host?.replace(/ [\d.]+$/, ''))).toEqual(['Qwen Code']);
    expect(partial.every(([, count]) => Number(count) > 0)).toBe(true);
    expect(rows.flatMap(([, , ...cells]) => cells).filter(cell => cell !== '✔' && cell !== '–')).toEqual([]);
  });
});
