// Builds the published command: dist/linekeeper.mjs, and the lazily loaded modules in dist/lazy.
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { build } from 'esbuild';
import { formatLicenses } from './publish/third-party-licenses.ts';

const directory = import.meta.dirname;
const root = resolve(directory, '../..');
const dist = `${directory}/dist`;
/** The build is written here, and replaces `dist` when it is complete. */
const outdir = `${dist}.${process.pid}`;

const preparedSchemas = Object.fromEntries(tools.map(({ name, inputSchema, outputSchema }) => [name, { inputSchema, outputSchema }]));

/** esbuild options of both steps. */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  minify: true,
  metafile: true,
  outExtension: { '.js': '.mjs' },
} as const;

await rm(outdir, { recursive: true, force: true });

// The entry is a separate bundle without static imports: it must run on any Node version.
const entry = await build({
  ...common,
  entryPoints: [`${directory}/src/linekeeper.ts`],
  outdir,
  plugins: [
    {
      name: 'main-is-lazy',
      setup: ({ onResolve }) => onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './lazy/main.mjs', external: true })),
    },
  ],
});

const rest = await build({
  ...common,
  entryPoints: [`${directory}/src/main.ts`],
  outdir: `${outdir}/lazy`,
  splitting: true,
  chunkNames: '[name]-[hash]',
  legalComments: 'linked',
  alias: { '@modelcontextprotocol/server/_shims': `${directory}/../mcp/src/sdk-shims.ts` },
  define: { preparedSchemas: JSON.stringify(preparedSchemas), preparedView: JSON.stringify(await buildView()) },
  // CommonJS packages need `require`.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
});

const outputs = { ...entry.metafile.outputs, ...rest.metafile.outputs };
await writeFile(`${outdir}/THIRD-PARTY-LICENSES.txt`, formatLicenses(outputs, root));
await chmod(`${outdir}/linekeeper.mjs`, 0o755);
await rename(dist, `${outdir}.old`).catch(() => {});
await rename(outdir, dist);
await rm(`${outdir}.old`, { recursive: true, force: true });
for (const [file, { bytes }] of Object.entries(outputs)) {
  process.stdout.write(`${String(bytes).padStart(9)}  ${file.replace(`dist.${process.pid}`, 'dist')}\n`);
}
