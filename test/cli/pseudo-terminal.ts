// Runs the built command in a pseudo-terminal, by `script` of util-linux.
import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { commandFile } from '../command.ts';

/** False where `script` is missing or is not that of util-linux: the tests then say so. */
export const hasPseudoTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

if (!hasPseudoTerminal) process.stderr.write('Skipped: the tests in a pseudo-terminal need `script` of util-linux.\n');

/** How to run a command in a terminal. */
export interface TerminalRun {
  columns: number;
  /** Lines of the terminal; many by default, so that nothing is paged. */
  rows?: number;
  environment?: Record<string, string>;
  /** Shell text behind the command, such as a redirection. */
  redirection?: string;
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs `linekeeper` with these arguments; resolves to everything that the terminal received. */
export function runInTerminal(
  args: readonly string[],
  { columns, rows = 5_000, environment = {}, redirection = '' }: TerminalRun,
): Promise<string> {
  const command = [process.execPath, commandFile, ...args].map(quote).join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', `stty cols ${columns} rows ${rows}; ${command} ${redirection}`, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

/** Returns to the start of the line and clears it: what a status line begins with. */
export const clearLine = '\r\u001b[K';

/** The lines that remain on the screen: without colors, and without what a status line showed and removed. */
export const readScreen = (text: string): string[] => {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const shown = lines.map(line => stripVTControlCharacters(line.split(clearLine).at(-1) ?? ''));
  return shown.at(-1) === '' ? shown.slice(0, -1) : shown;
};
