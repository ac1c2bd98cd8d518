// `linekeeper completion`: the candidates, and the scripts in the shells of this machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { hasPseudoTerminal } from './pseudo-terminal.ts';
import { keys, startProgramInTerminal } from './terminal-session.ts';

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
    for (const command of ['changes', 'watch']) {
      expect(await complete(command, '--status', '')).toEqual(statuses);
      expect(await complete(command, '--change', 'r')).toEqual(['removed', 'routing']);
    }
    expect(await complete('changes', '--fields', 'a')).toEqual(expect.arrayContaining(['at', 'account', 'after']));
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

/** Words that a shell completes, the rest of which it must have typed. */
const completions = [
  ['linekeeper completi', '<completion>'],
  ['linekeeper lines --status up,b', '<lines><--status><up,blocked>'],
  ['linekeeper lines --status=bl', '<lines><--status=blocked>'],
  ['linekeeper --sandbox telecomx sip-phones --account ', '<--sandbox><telecomx><sip-phones><--account><copenhagen>'],
  ['linekeeper config cla', '<config><claude->'],
  ['linekeeper people staf', '<people><staff.csv>'],
] as const;

/** Shells without the user's settings; `linekeeper` prints the words that it gets there. `tabs`: how often Tab is pressed for a list. */
const shells: Record<string, { words: string[]; setup: string; tabs: number }> = {
  bash: {
    words: ['bash', '--noprofile', '--norc', '-i'],
    setup: `bind 'set bell-style none'; linekeeper() { printf '<%s>' "$@"; echo; }; source ./bash`,
    tabs: 2,
  },
  zsh: {
    words: ['zsh', '-f', '-i'],
    setup: `unsetopt beep; autoload -Uz compinit; compinit -u -D; linekeeper() { printf '<%s>' "$@"; echo; }; source ./zsh`,
    tabs: 1,
  },
};

/** True if the shell can be run. */
const isInstalled = (shell: string): boolean => {
  const installed = spawnSync(shell, ['--version']).status === 0;
  if (!installed) process.stderr.write(`SKIPPED without ${shell}: its completion\n`);
  return installed;
};

/** Writes the script of a shell, and a file that it may complete. */
async function writeScript(shell: string): Promise<void> {
  const { code, stdout } = await linekeeper(['completion', shell]);
  expect(code).toBe(0);
  writeFileSync(`${temporary}/${shell}`, stdout);
  writeFileSync(`${temporary}/staff.csv`, '');
}

for (const [shell, { words, setup, tabs }] of Object.entries(shells)) {
  describe.runIf(hasPseudoTerminal && isInstalled(shell))(`Tab in ${shell}`, () => {
    const start = async () => {
      await writeScript(shell);
      const session = startProgramInTerminal(['env', '-C', temporary, ...words], { HOME: temporary, PS1: '$ ' });
      session.type(`${setup}; echo re""ady\r`);
      await session.waitFor('ready\n');
      return session;
    };

    it('completes words, values and files', async () => {
      const session = await start();
      for (const [line, received] of completions) {
        session.type(line + keys.tab);
        // The shell has asked when it shows the end of the word.
        await session.waitFor(received.slice(received.lastIndexOf('<') + 1, -1).slice(-3));
        session.type(keys.enter);
        await session.waitFor(received);
      }
      session.type(`${keys.clearLine}exit\r`);
      await session.end();
    });

    it('lists what may follow', async () => {
      const session = await start();
      session.type(`linekeeper lines --sandbox --account ${keys.tab.repeat(tabs)}`);
      const shown = await session.waitFor('moscow');
      expect(shown).toMatch(/copenhagen[\s\S]*kazan/);
      session.type(`${keys.clearLine}exit\r`);
      await session.end();
    });
  });
}

describe.runIf(isInstalled('fish'))("fish's own completion", () => {
  it('has words with descriptions, values and files', async () => {
    await writeScript('fish');
    const run = (line: string) =>
      execFileSync('fish', ['--no-config', '-c', `source fish; complete -C '${line}'`], {
        cwd: temporary,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: temporary },
      })
        .trimEnd()
        .split('\n');
    expect(run('linekeeper completi')).toEqual(['completion\tPrint a script that completes commands, options and values in a shell']);
    expect(run('linekeeper lines --sandbox --account ')).toEqual(['copenhagen\tTelecom X', 'kazan\tMTS Exolve', 'moscow\tCallGear']);
    expect(run('linekeeper lines --status up,b')).toEqual(['up,blocked']);
    expect(run('linekeeper lines --status=bl')).toEqual(['--status=blocked']);
    expect(run('linekeeper people staf')).toEqual(['staff.csv']);
    expect(run('linekeeper nonsense x')).toEqual(['']);
  });
});
