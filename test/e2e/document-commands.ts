// The commands of the README and the docs: read from their shell blocks and their text, and run in a pseudo-terminal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readScreen } from '../cli/pseudo-terminal.ts';
import { commandFile } from '../command.ts';

const root = `${import.meta.dirname}/../..`;

/** A command of a document, with what the same document sets before it. */
export interface DocumentCommand {
  document: string;
  line: string;
  /** The assignments and exports above it, as shell text. */
  settings: readonly string[];
}

const isSetting = (line: string) => /^(?:export )?(?:\w+=\S+ ?)+/.test(line);

/** Commands of this program in running text: `linekeeper …` and `npx -y pnpm@12 …`. */
const inlineCommand = /`((?:linekeeper|npx -y pnpm@12) [^`]*)`/g;

/** Reads the commands of a document, in their order, each once. */
export function readCommands(document: string): DocumentCommand[] {
  const text = readFileSync(`${root}/${document}`, 'utf8');
  const commands: DocumentCommand[] = [];
  const settings: string[] = [];
  for (const [, language, body = '', prose = ''] of text.matchAll(/^ *```(\w*).*\n([\s\S]*?)^ *```$|^(.+)$/gm)) {
    const lines =
      language === 'sh' ? body.replace(/\\\n\s*/g, ' ').split('\n') : [...prose.matchAll(inlineCommand)].map(([, line = '']) => line);
    for (const line of lines.map(one => one.replace(/ +#.*/, '').trim()).filter(one => one !== '' && !one.startsWith('#'))) {
      if (isSetting(line)) settings.push(line);
      else if (!commands.some(command => command.line === line)) commands.push({ document, line, settings: [...settings] });
    }
  }
  return commands;
}

/** How to run a command: where, how wide, and for a server what it prints before Ctrl-C is typed. */
export interface DriveOptions {
  home: string;
  folder: string;
  columns: number;
  until?: string | undefined;
}

/** `npx -y pnpm@12 start` is the command, `slack:manifest` its script; OpenSSL need not be installed. */
const prelude = `
linekeeper() { "$NODE" "$COMMAND" "$@"; }
npx() {
  shift 2
  case $1 in
    start) shift; if [ $# = 0 ]; then linekeeper tour; else linekeeper "$@"; fi ;;
    slack:manifest) shift; "$NODE" "$ROOT/packages/slack/manifest/print.ts" "$@" ;;
    *) return 99 ;;
  esac
}
openssl() { head -c 32 /dev/urandom | base64; }
`;

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Runs a command in bash, in a terminal; resolves to its exit code and the lines on the screen. */
export async function drive({ line, settings }: DocumentCommand, options: DriveOptions): Promise<{ code: number; lines: string[] }> {
  const { home, folder, columns, until } = options;
  const program = [prelude, ...settings, line].join('\n');
  const child = spawn('script', ['-qec', `stty cols ${columns} rows 500; exec bash -c ${quote(program)}`, '/dev/null'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      TERM: 'xterm-256color',
      SHELL: '/bin/sh',
      NODE: process.execPath,
      COMMAND: commandFile,
      ROOT: root,
      LINEKEEPER_SANDBOX: '1',
    },
  });
  let output = '';
  let isInterrupted = false;
  child.stdout.setEncoding('utf8').on('data', chunk => {
    output += chunk;
    if (until === undefined || isInterrupted || !output.includes(until)) return;
    isInterrupted = true;
    child.stdin.write('\u0003');
  });
  const [code] = await once(child, 'close');
  return { code, lines: readScreen(output) };
}
