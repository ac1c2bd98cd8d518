// Bundles each Lambda function into a self-contained dist/NAME/index.mjs.
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { toCommandSpecs } from '@linekeeper/slack/ack';
import { build, type Plugin } from 'esbuild';
import { buildInto, defineSchemas, requireBanner } from '../../build/bundle.ts';

const directory = import.meta.dirname;

/** Constants that the build computes and defines in the bundles, to spare the work at each cold start. */
const schemas = defineSchemas(tools);
const view = { preparedView: JSON.stringify(await buildView()) };
const commands = { preparedCommands: JSON.stringify(toCommandSpecs(tools)) };

const functions: Readonly<Record<string, Record<string, string>>> = {
  slack: commands,
  'slack-worker': schemas,
  tool: schemas,
  mcp: { ...schemas, ...view },
};

/** `import http` as ESM evaluates every getter, WebSocket included: a third of the cold start. CommonJS access loads them on demand. */
const lazyHttp: Plugin = {
  name: 'lazy-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?https?$/ }, ({ path }) => ({ path: path.replace('node:', ''), namespace: 'lazy' }));
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }));
  },
};

const alias = {
  // The SDK's credential chain is half the size of its clients; a function needs only the environment variables.
  '@aws-sdk/credential-provider-node': `${directory}/src/environment-credentials.ts`,
  '@modelcontextprotocol/server/_shims': `${directory}/../mcp/src/sdk-shims.ts`,
};

/** Builds each function into its own folder of `outdir`, and prints its size. */
async function buildFunctions(outdir: string): Promise<void> {
  for (const [name, define] of Object.entries(functions)) {
    const { metafile } = await build({
      entryPoints: [`${directory}/src/${name}.ts`],
      outfile: `${outdir}/${name}/index.mjs`,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      minify: true,
      metafile: true,
      mainFields: ['module', 'main'],
      legalComments: 'none',
      define,
      alias,
      plugins: [lazyHttp],
      banner: requireBanner,
    });
    for (const { bytes } of Object.values(metafile.outputs)) process.stdout.write(`${String(bytes).padStart(9)}  ${name}\n`);
  }
}

await buildInto(`${directory}/dist`, buildFunctions);
