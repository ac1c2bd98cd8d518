// Output of the shell command: data goes to stdout, messages and progress to stderr.
import { stripControlCharacters } from '@linekeeper/core';

/** The output streams of a command. */
export interface Terminal {
  /** Writes data to stdout, and waits for `drain` when its buffer is full. */
  write(text: string): Promise<void>;
  /** Writes a message to stderr, without control characters. */
  error(message: string): void;
  /** Shows a transient status on stderr, which the next output replaces; does nothing if stderr is redirected. */
  statusLine(text: string): void;
  /** Whether stdout is a terminal. */
  isTerminal: boolean;
  /** Columns of the terminal; undefined if stdout is redirected. */
  width: number | undefined;
}

/** The terminal of a process's stdout and stderr. */
export function createTerminal({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Terminal {
  let statusShown = false;
  const clear = () => {
    if (statusShown) stderr.write('\r\u001b[K');
    statusShown = false;
  };
  return {
    isTerminal: stdout.isTTY === true,
    width: stdout.isTTY ? stdout.columns : undefined,
    async write(text) {
      clear();
      if (!stdout.write(text)) await new Promise(resolve => stdout.once('drain', resolve));
    },
    error(message) {
      clear();
      // A message may quote provider data.
      stderr.write(`${message.split('\n').map(stripControlCharacters).join('\n')}\n`);
    },
    statusLine(text) {
      if (!stderr.isTTY) return;
      stderr.write(`\r\u001b[K${text}`);
      statusShown = text !== '';
    },
  };
}
