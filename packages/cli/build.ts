// Builds the published command: dist/linekeeper.mjs, and the lazily loaded modules in dist/lazy.
import { chmod, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { historyTools } from '@linekeeper/history';
import { readSkills } from '@linekeeper/mcp/skills';
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { build } from 'esbuild';
import { buildInto, defineSchemas, requireBanner } from '../../build/bundle.ts';
import { lazyBuiltins } from '../../build/lazy-builtins.ts';
import { undiciParts } from '../../build/undici-parts.ts';
import { formatLicenses } from './publish/third-party-licenses.ts';

const directory = import.meta.dirname;
const root = resolve(directory, '../..');

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

/** Builds the command in `outdir`, and returns the files with their sizes. */
async function buildCommand(outdir: string) {
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
    define: {
      ...defineSchemas([...tools, ...historyTools]),
      preparedView: JSON.stringify(await buildView()),
      preparedSkills: JSON.stringify(JSON.stringify(await readSkills())),
    },
    plugins: [lazyBuiltins, undiciParts],
    banner: requireBanner,
  });

  const outputs = { ...entry.metafile.outputs, ...rest.metafile.outputs };
  await writeFile(`${outdir}/THIRD-PARTY-LICENSES.txt`, formatLicenses(outputs, root));
  await chmod(`${outdir}/linekeeper.mjs`, 0o755);
  return outputs;
}

const outputs = await buildInto(`${directory}/dist`, buildCommand);
for (const [file, { bytes }] of Object.entries(outputs)) {
  process.stdout.write(`${String(bytes).padStart(9)}  ${file.replace(`dist.${process.pid}`, 'dist')}\n`);
}
