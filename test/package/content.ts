// What a folder that is given away holds.
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Every file below, by its path from there, in order. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, `${parentPath}/${name}`))
    .sort();

/** What no file that is given away may hold: a key as its service writes it, or a path of the machine that built it. */
const telling: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bnpm_[A-Za-z0-9]{36}/,
  /\bxox[abprs]-[0-9]{6}/,
  /\bsk-[A-Za-z0-9_-]{20}/,
];

/** The files that tell more than they should. */
export function tellingFiles(folder: string, paths: readonly string[]): string[] {
  return filesIn(folder).filter(file => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return telling.some(pattern => pattern.test(text)) || paths.some(path => text.includes(path));
  });
}
