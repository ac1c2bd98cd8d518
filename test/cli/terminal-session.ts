// Runs the built command, or a shell, in a pseudo-terminal (of util-linux's `script`), reads its screen and types into it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { commandFile } from '../command.ts';

/** A command that runs in a terminal. */
export interface TerminalSession {
  /** Waits until the text appears behind what was awaited before, and returns the output up to its end, without escape sequences. */
  waitFor(text: string): Promise<string>;
  /** Types the keys. */
  type(keys: string): void;
  /** Waits for the end; returns the exit code and the whole output, without escape sequences. */
  end(): Promise<{ code: number; output: string }>;
}

/** Keys as a terminal sends them. */
export const keys = { enter: '\r', down: '\u001b[B', space: ' ', tab: '\t', clearLine: '\u0015', interrupt: '\u0003' };

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Starts `linekeeper` with these arguments; `environment` is all that it gets, besides a terminal type. */
export const startInTerminal = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): TerminalSession =>
  startProgramInTerminal([process.execPath, commandFile, ...args], environment);

/** Starts any program, of 100 columns and 40 lines. */
export function startProgramInTerminal(words: readonly string[], environment: Readonly<Record<string, string>> = {}): TerminalSession {
  const command = words.map(quote).join(' ');
  const child = spawn('script', ['-qec', `stty cols 100 rows 40; exec ${command}`, '/dev/null'], {
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', SHELL: '/bin/sh', ...environment },
  });
  const ended = once(child, 'close');
  let output = '';
  let position = 0;
  let notify = () => {};
  child.stdout.setEncoding('utf8').on('data', chunk => {
    output += chunk;
    notify();
  });
  child.on('close', () => notify());
  const getScreen = () => stripVTControlCharacters(output).replaceAll('\r', '');
  return {
    async waitFor(text) {
      for (;;) {
        const screen = getScreen();
        const index = screen.indexOf(text, position);
        if (index >= 0) {
          const seen = screen.slice(position, index + text.length);
          position = index + text.length;
          return seen;
        }
        if (child.exitCode !== null) throw new Error(`"${text}" never appeared in:\n${screen}`);
        await new Promise<void>(resolve => {
          notify = resolve;
        });
      }
    },
    type: text => void child.stdin.write(text),
    async end() {
      const [code] = await ended;
      return { code, output: getScreen() };
    },
  };
}
