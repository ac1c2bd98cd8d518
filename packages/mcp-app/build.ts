// Builds the inventory view: one HTML document with inline CSS and script, without external resources.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const directory = import.meta.dirname;

/** The first browsers with `light-dark()`, the newest feature of the stylesheet. */
const target = ['chrome123', 'firefox128', 'safari17.5'];

/** The HTML document; the build is deterministic. Throws if the CSS or script contains text that would close its element early. */
export async function buildView(): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(`${directory}/package.json`, 'utf8'));
  const page = await readFile(`${directory}/src/inventory.html`, 'utf8');
  const parts = new Map([
    ['style', await bundle('inventory.css')],
    ['script', await bundle('main.ts', { version: JSON.stringify(version) })],
  ]);
  return page
    .replace(/>\s+</g, '><')
    .trim()
    .replace(/\/\* (style|script) \*\//g, (_, name: string) => parts.get(name) ?? '');
}

async function bundle(file: string, define: Record<string, string> = {}): Promise<string> {
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
  if (text === '' || /<\/(script|style)|<!--/i.test(text)) throw new Error(`${file} cannot be inlined into HTML`);
  return text;
}
