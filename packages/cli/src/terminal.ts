// Output of the shell command: data goes to stdout, messages and progress to stderr.
import { stripControlCharacters } from '@linekeeper/core';
import { createPaint, type Paint, supportsColor } from './print/style.ts';

/** The output streams of a command. */
export interface Terminal {
  /** Writes data to stdout, and waits for `drain` when its buffer is full. */
  write(text: string): Promise<void>;
  /** Writes a message to stderr, without control characters; lines are broken between words where stderr is a terminal. */
  error(message: string): void;
  /** Shows a transient status on stderr, which the next output replaces; does nothing if stderr is redirected. */
  statusLine(text: string): void;
  /** Whether stdout is a terminal. */
  isTerminal: boolean;
  /** Columns of the terminal; undefined if stdout is redirected. */
  width: number | undefined;
  /** Lines of the terminal; undefined if stdout is redirected or does not tell. */
  height?: number | undefined;
  /** Whether stdout takes colors; false by default. */
  hasColor?: boolean | undefined;
  /** Whether `statusLine` shows anything; false by default. */
  showsStatus?: boolean | undefined;
}

/** Columns of a terminal that does not tell its size. */
const defaultColumns = 80;

/** The terminal of a process's stdout and stderr. */
export async function createTerminal({ stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>): Promise<Terminal> {
  // Widths of characters take long to load, and an MCP host, for which nothing is wrapped, waits for the start.
  const textWidth = stderr.isTTY ? await import('./print/text-width.ts') : undefined;
  // A dumb terminal cannot clear a line.
  const showsStatus = stderr.isTTY === true && env.TERM !== 'dumb';
  let statusShown = false;
  const paintError = createPaint(supportsColor(stderr));
  const clear = () => {
    if (statusShown) stderr.write('\r\u001b[K');
    statusShown = false;
  };
  return {
    isTerminal: stdout.isTTY === true,
    width: stdout.isTTY ? stdout.columns || defaultColumns : undefined,
    height: stdout.isTTY ? stdout.rows || undefined : undefined,
    hasColor: supportsColor(stdout),
    showsStatus,
    async write(text) {
      clear();
      if (!stdout.write(text)) await new Promise(resolve => stdout.once('drain', resolve));
    },
    error(message) {
      clear();
      // A message may quote provider data.
      const text = message.split('\n').map(stripControlCharacters).join('\n');
      const wrapped = textWidth?.wrapWords(text, stderr.columns || defaultColumns) ?? text;
      stderr.write(`${paintPrefix(wrapped, paintError)}\n`);
    },
    statusLine(text) {
      if (textWidth === undefined || !showsStatus || (text === '' && !statusShown)) return;
      // A line as wide as the terminal would be followed by an empty one.
      stderr.write(`\r\u001b[K${textWidth.cutToWidth(text, (stderr.columns || defaultColumns) - 1)}`);
      statusShown = text !== '';
    },
  };
}

/** Colors the word with which a message begins. */
const paintPrefix = (message: string, paint: Paint): string =>
  message
    .replace(/^note:/, prefix => paint('yellow', prefix))
    .replace(/^linekeeper: \w+(?: \([^)]*\))?:/, prefix => paint(['red', 'bold'], prefix));
