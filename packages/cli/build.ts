// Writes the publishable command: dist/linekeeper.mjs and, beside it, what most runs never load.
import { chmod, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { tools } from './src/catalog.ts';

const directory = import.meta.dirname;
const outdir = `${directory}/dist`;

const preparedSchemas = Object.fromEntries(tools.map(({ name, inputSchema, outputSchema }) => [name, { inputSchema, outputSchema }]));

await rm(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { linekeeper: `${directory}/src/linekeeper.ts` },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  chunkNames: 'lazy/[name]-[hash]',
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  minify: true,
  legalComments: 'linked',
  metafile: true,
  define: { preparedSchemas: JSON.stringify(preparedSchemas) },
  // Packages in CommonJS look for `require`.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
});
await chmod(`${outdir}/linekeeper.mjs`, 0o755);
for (const [file, { bytes }] of Object.entries(metafile.outputs)) process.stdout.write(`${String(bytes).padStart(9)}  ${file}\n`);
