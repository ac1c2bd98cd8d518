// Applies the code blocks of docs/adding-a-provider.md to a copy of the work tree, and runs commands there.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { CommandResult, RunOptions } from '../command.ts';

const root = `${import.meta.dirname}/../..`;

/** A code block of the page: its language, the file that it belongs to, and its text. */
export interface CodeBlock {
  language: string;
  path: string;
  text: string;
}

/** The blocks of a page that name a file. */
export function readBlocks(page: string): CodeBlock[] {
  const matches = readFileSync(`${root}/${page}`, 'utf8').matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms);
  return [...matches].map(([, language = '', path = '', text = '']) => ({ language, path, text }));
}

/** The text with the added lines of each hunk, whose other lines must occur in it exactly once. */
function applyHunks(text: string, diff: string): string {
  return diff.split(/^@@\n/m).reduce((current, hunk) => {
    const lines = hunk.split(/(?<=\n)/);
    const before = lines.flatMap(line => (line.startsWith(' ') ? line.slice(1) : [])).join('');
    const parts = current.split(`\n${before}`);
    if (parts.length !== 2) throw new Error(`The page's hunk does not fit:\n${hunk}`);
    return parts.join(`\n${lines.map(line => line.slice(1)).join('')}`);
  }, text);
}

/** A copy of the work tree with its installed packages. Its Git index holds the original, so that Git tells what changed. */
export class TreeCopy {
  readonly folder = mkdtempSync(`${tmpdir()}/linekeeper-recipe-`);

  constructor() {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
    for (const file of files.split('\0').filter(name => name !== '' && existsSync(`${root}/${name}`)))
      cpSync(`${root}/${file}`, this.#createFolder(file), { verbatimSymlinks: true });
    symlinkSync(`${root}/node_modules`, `${this.folder}/node_modules`);
    const packages = files.split('\0').flatMap(file => /^(.+)\/package\.json$/.exec(file)?.[1] ?? []);
    for (const name of packages.filter(name => existsSync(`${root}/${name}/node_modules`)))
      cpSync(`${root}/${name}/node_modules`, `${this.folder}/${name}/node_modules`, { recursive: true, verbatimSymlinks: true });
    this.git('init', '--quiet');
    // `node_modules/` in .gitignore matches folders only, and this is a link.
    writeFileSync(`${this.folder}/.git/info/exclude`, 'node_modules\n');
    this.git('add', '--all');
  }

  /** Writes the blocks of the page. */
  apply(blocks: readonly CodeBlock[]): void {
    for (const { language, path, text } of blocks) {
      const content = language === 'diff' ? applyHunks(readFileSync(`${this.folder}/${path}`, 'utf8'), text) : text;
      writeFileSync(this.#createFolder(path), content);
    }
  }

  /** The files that are new, and those that changed. */
  listChanges(): { added: string[]; changed: string[] } {
    const split = (text: string) => text.split('\n').filter(Boolean).sort();
    return { added: split(this.git('ls-files', '--others', '--exclude-standard')), changed: split(this.git('diff', '--name-only')) };
  }

  /** Runs Git in the copy; returns stdout. */
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }

  /** Runs a module with Node in the copy; the environment is beside PATH and HOME. */
  run(module: string, args: readonly string[], { environment = {}, input = '' }: RunOptions = {}): Promise<CommandResult> {
    const { PATH = '', HOME = '' } = process.env;
    return new Promise(resolve => {
      const options = { cwd: this.folder, env: { PATH, HOME, ...environment }, timeout: 60_000, maxBuffer: 2 ** 24 };
      const child = execFile(process.execPath, [module, ...args], options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
      child.stdin?.end(input);
    });
  }

  /** Deletes the copy. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #createFolder(file: string): string {
    mkdirSync(dirname(`${this.folder}/${file}`), { recursive: true });
    return `${this.folder}/${file}`;
  }
}
