// Where the shell command writes: data to stdout, everything else to stderr.
import { inert } from '@linekeeper/core';

export interface Terminal {
  /** Waits until the reader has room. */
  write(text: string): Promise<void>;
  /** A line on stderr. */
  error(line: string): void;
  /** A passing line on stderr, replaced by the next; nothing where stderr is no terminal. */
  passing(line: string): void;
  /** True where stdout is a terminal. */
  isTerminal: boolean;
  /** Columns of the terminal; undefined where there is none. */
  width: number | undefined;
}

export function terminal({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Terminal {
  let passing = false;
  const clear = () => {
    if (passing) stderr.write('\r\u001b[K');
    passing = false;
  };
  return {
    isTerminal: stdout.isTTY === true,
    width: stdout.isTTY ? stdout.columns : undefined,
    async write(text) {
      clear();
      if (!stdout.write(text)) await new Promise(resolve => stdout.once('drain', resolve));
    },
    error(line) {
      clear();
      // A line may repeat what a provider stores.
      stderr.write(`${line.split('\n').map(inert).join('\n')}\n`);
    },
    passing(line) {
      if (!stderr.isTTY) return;
      stderr.write(`\r\u001b[K${line}`);
      passing = line !== '';
    },
  };
}
