// Shows a text that is taller than the terminal in the user's pager.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '@linekeeper/core';
import { ignoreInterrupts } from './server/shutdown.ts';
import type { Terminal } from './terminal.ts';

/** Quits at once if the text fits, keeps colors, and leaves the text on the screen. */
const defaultPager = 'less -FRX';

/** Writes a text to the terminal, through a pager if it is taller. `PAGER=cat`, or an empty PAGER, switches it off. */
export async function writePaged(text: string, io: Terminal, environment: Environment): Promise<void> {
  const pager = (environment.PAGER ?? defaultPager).trim();
  const lineCount = text.split('\n').length;
  const isTaller = io.isTerminal && io.height !== undefined && lineCount > io.height;
  if (!isTaller || pager === '' || pager === 'cat' || environment.TERM === 'dumb') return await io.write(text);
  if (!(await runPager(pager, text, environment))) await io.write(text);
}

/** Runs the pager until the user leaves it; false if it does not start. Ctrl-C belongs to the pager meanwhile. */
async function runPager(pager: string, text: string, environment: Environment): Promise<boolean> {
  const restore = ignoreInterrupts();
  try {
    const child = spawn(pager, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env: { ...environment } });
    // The user may leave before all is written.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
    const [code] = await once(child, 'close');
    // A shell's exit codes for a command that it cannot run.
    return code !== 127 && code !== 126;
  } catch {
    return false;
  } finally {
    restore();
  }
}
