// Bundles each Lambda function into a self-contained folder dist/NAME with the entry index.mjs.
import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { historyTools } from '@linekeeper/history';
import { readSkills } from '@linekeeper/mcp/skills';
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { toCommandSpecs } from '@linekeeper/slack/ack';
import { build, type Metafile } from 'esbuild';
import { buildInto, defineSchemas } from '../../build/bundle.ts';
import { bundleOptions, serverBundleOptions } from './bundle-options.ts';

const directory = import.meta.dirname;

/** Constants that the build computes and defines in the bundles, to spare the work at each cold start. */
const schemas = defineSchemas([...tools, ...historyTools]);
const documents = { preparedView: JSON.stringify(await buildView()), preparedSkills: JSON.stringify(JSON.stringify(await readSkills())) };
const commands = {
  preparedCommands: JSON.stringify(toCommandSpecs([...tools, ...historyTools])),
  preparedHistoryTools: JSON.stringify(historyTools.map(({ name }) => name)),
};

const functions: Readonly<Record<string, Record<string, string>>> = {
  slack: commands,
  'slack-worker': schemas,
  tool: schemas,
  snapshot: schemas,
  mcp: { ...schemas, ...documents },
  'mcp-web': { ...schemas, ...documents },
};

/** The files that `entry` imports, at once or later, and itself. The bundler also writes those that only removed code would import. */
function listImportedFiles({ outputs }: Metafile, entry: string): ReadonlySet<string> {
  const files = new Set([entry]);
  // A set is iterated to its end, including what the loop adds.
  for (const file of files) for (const { path, external } of outputs[file]?.imports ?? []) if (external !== true) files.add(path);
  return files;
}

/** Builds each function into its own folder of `outdir`, and prints its size. What a cold start does not need is in files of its own. */
async function buildFunctions(outdir: string): Promise<void> {
  for (const [name, define] of Object.entries(functions)) {
    const { metafile, outputFiles } = await build({
      absWorkingDir: outdir,
      entryPoints: { index: `${directory}/src/${name}.ts` },
      outdir: name,
      outExtension: { '.js': '.mjs' },
      splitting: true,
      ...(name === 'mcp-web' ? serverBundleOptions : bundleOptions),
      metafile: true,
      write: false,
      define,
    });
    await mkdir(`${outdir}/${name}`);
    const imported = listImportedFiles(metafile, `${name}/index.mjs`);
    const written = outputFiles.filter(({ path }) => imported.has(relative(outdir, path)));
    for (const { path, contents } of written) await writeFile(path, contents);
    const bytes = written.reduce((sum, { contents }) => sum + contents.length, 0);
    process.stdout.write(`${String(bytes).padStart(9)}  ${name}\n`);
  }
}

await buildInto(`${directory}/dist`, buildFunctions);
