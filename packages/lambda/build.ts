// Bundles each Lambda function into a self-contained dist/NAME/index.mjs.
import { historyTools } from '@linekeeper/history';
import { readSkills } from '@linekeeper/mcp/skills';
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { toCommandSpecs } from '@linekeeper/slack/ack';
import { build } from 'esbuild';
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

/** Builds each function into its own folder of `outdir`, and prints its size. */
async function buildFunctions(outdir: string): Promise<void> {
  for (const [name, define] of Object.entries(functions)) {
    const { metafile } = await build({
      entryPoints: [`${directory}/src/${name}.ts`],
      outfile: `${outdir}/${name}/index.mjs`,
      ...(name === 'mcp-web' ? serverBundleOptions : bundleOptions),
      metafile: true,
      define,
    });
    for (const { bytes } of Object.values(metafile.outputs)) process.stdout.write(`${String(bytes).padStart(9)}  ${name}\n`);
  }
}

await buildInto(`${directory}/dist`, buildFunctions);
