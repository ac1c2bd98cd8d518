// Assembles the inventory view: one document that holds its style and its script, and loads nothing.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const directory = import.meta.dirname;

/** Since when browsers know `light-dark()`, the newest thing that the style needs. */
const target = ['chrome123', 'firefox128', 'safari17.5'];

/** The document; the same sources give the same text. Throws where a part would end its element early. */
export async function buildView(): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(`${directory}/package.json`, 'utf8'));
  const page = await readFile(`${directory}/src/inventory.html`, 'utf8');
  const parts = new Map([
    ['style', await bundled('inventory.css')],
    ['script', await bundled('main.ts', { version: JSON.stringify(version) })],
  ]);
  return page
    .replace(/>\s+</g, '><')
    .trim()
    .replace(/\/\* (style|script) \*\//g, (_, name: string) => parts.get(name) ?? '');
}

async function bundled(file: string, define: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${directory}/src/${file}`],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target,
    legalComments: 'none',
    define,
  });
  const text = outputFiles[0]?.text.trim() ?? '';
  if (text === '' || /<\/(script|style)|<!--/i.test(text)) throw new Error(`${file} cannot stand inside a document`);
  return text;
}
