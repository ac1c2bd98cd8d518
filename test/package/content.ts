// Inspects the files of a folder that is published.
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** All files below a folder, as sorted relative paths. */
export const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, `${parentPath}/${name}`))
    .sort();

/** Credentials in the format of their service, which no published file may contain. */
const leakPatterns: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bnpm_[A-Za-z0-9]{36}/,
  /\bxox[abprs]-[0-9]{6}/,
  /\bsk-[A-Za-z0-9_-]{20}/,
];

/** Files that contain a credential, or one of the `paths` of the machine that built them. */
export function findLeakingFiles(folder: string, paths: readonly string[]): string[] {
  return listFiles(folder).filter(file => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return leakPatterns.some(pattern => pattern.test(text)) || paths.some(path => text.includes(path));
  });
}
