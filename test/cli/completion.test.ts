// `linekeeper completion`: the candidates, and the scripts in the shells of this machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

const temporary = mkdtempSync(`${tmpdir()}/completion-`);
afterAll(() => rmSync(temporary, { recursive: true }));

/** The candidates for a command line, whose last word is unfinished. */
async function complete(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await linekeeper(['__complete', ...words]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map(line => line.split('\t')[0] ?? '');
}

describe('the candidates', () => {
  it('are commands, at every level', async () => {
    expect(await complete('')).toEqual(expect.arrayContaining(['lines', 'find', 'doctor', 'init', 'config', 'callgear']));
    expect(await complete('co')).toEqual(['config', 'completion']);
    expect(await complete('--sandbox', 'exolve', '')).toEqual(expect.arrayContaining(['sip-ids', 'numbers']));
    expect(await complete('')).not.toContain('tour');
  });

  it('are options that are not given yet', async () => {
    const options = await complete('lines', '--status', 'down', '--');
    expect(options).toEqual(expect.arrayContaining(['--owner', '--format', '--sandbox', '--help']));
    expect(options).not.toContain('--status');
    expect(await complete('lines', '')).toContain('--status');
  });

  it('are the values of an option, behind a blank, "=" or a comma', async () => {
    const statuses = ['up', 'down', 'blocked', 'inactive', 'unknown'];
    expect(await complete('lines', '--status', '')).toEqual(statuses);
    expect(await complete('lines', '--status=d')).toEqual(['--status=down']);
    expect(await complete('lines', '--status', '=', 'd')).toEqual(['down']);
    expect(await complete('lines', '--status', '=')).toEqual(statuses);
    expect(await complete('lines', '--status', 'up,b')).toEqual(['up,blocked']);
    expect(await complete('summary', '--by', 'st')).toEqual(['status']);
    expect(await complete('lines', '--format', '')).toEqual(['table', 'json', 'ndjson', 'csv']);
    expect(await complete('callgear', 'sip-lines', '--status', '')).toEqual(['active', 'inactive']);
    expect(await complete('lines', '--fields', 'ow')).toEqual(['owner', 'owner_id']);
  });

  it('are the accounts that the command may name', async () => {
    expect(await complete('lines', '--sandbox', '--account', '')).toEqual(['copenhagen', 'moscow', 'kazan']);
    expect(await complete('--sandbox', 'telecomx', 'sip-phones', '--account', '')).toEqual(['copenhagen']);
    expect(await complete('lines', '--account', '')).toEqual([]);
  });

  it('are hosts and shells', async () => {
    expect(await complete('config', 'c')).toEqual(['claude-code', 'claude-desktop', 'cursor', 'codex', 'copilot-cli']);
    expect(await complete('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await complete('config', 'zed', '')).toEqual([]);
  });

  it('are empty for a command line that cannot be right', async () => {
    for (const words of [
      ['nonsense', ''],
      ['lines', '--nonsense', 'x'],
      ['find', ''],
      ['sandbox', '--port', ''],
    ])
      expect(await complete(...words)).toEqual([]);
  });
});

/** How a shell is asked to complete `line`: a script that prints the candidates. */
const drivers: Record<string, (script: string, line: string) => string[]> = {
  bash: (script, line) => {
    const program = `source '${script}'; COMP_WORDS=(${line} ''); [[ '${line}' == *' ' ]] || unset 'COMP_WORDS[-1]'; COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _linekeeper; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return ['--norc', '-c', program];
  },
  zsh: (script, line) => {
    // `_describe` hands its candidates to `compadd`, which completes on a real command line only.
    const program = `compdef() {}; _files() {}; _describe() { print -rl -- "\${(P@)4}" }; source '${script}'; words=(${line}); [[ '${line}' == *' ' ]] && words+=(''); CURRENT=$#words; _linekeeper`;
    return ['-f', '-c', program];
  },
  fish: (script, line) => ['--no-config', '-c', `source '${script}'; complete -C '${line}'`],
};

for (const [shell, getArguments] of Object.entries(drivers)) {
  const isInstalled = spawnSync(shell, ['--version']).status === 0;
  if (!isInstalled) process.stderr.write(`SKIPPED without ${shell}: its completion\n`);

  describe.runIf(isInstalled)(`the script in ${shell}`, () => {
    it('completes as the command says', async () => {
      const script = `${temporary}/${shell}`;
      const { stdout } = await linekeeper(['completion', shell]);
      writeFileSync(script, stdout);
      const run = (line: string) =>
        execFileSync(shell, getArguments(script, line), { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: temporary } })
          .split('\n')
          .map(candidate => candidate.split(/[\t:]/)[0] ?? '')
          .filter(candidate => candidate !== '');
      expect(run('linekeeper co')).toEqual(expect.arrayContaining(['config', 'completion']));
      expect(run('linekeeper lines --sandbox --account ')).toEqual(expect.arrayContaining(['copenhagen', 'moscow', 'kazan']));
      expect(run('linekeeper lines --status up,b')).toEqual(['up,blocked']);
    });
  });
}
