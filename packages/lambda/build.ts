// Bundles each Lambda function into a self-contained dist/NAME/index.mjs.
import { rename, rm } from 'node:fs/promises';
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { toCommandSpecs } from '@linekeeper/slack/ack';
import { build, type Plugin } from 'esbuild';

const directory = import.meta.dirname;
const dist = `${directory}/dist`;
/** A temporary directory that replaces `dist` once it is complete. */
const outdir = `${dist}.${process.pid}`;

/** Constants that the build computes and defines in the bundles, to spare the work at each cold start. */
const schemas = {
  preparedSchemas: JSON.stringify(
    Object.fromEntries(tools.map(({ name, inputSchema, outputSchema }) => [name, { inputSchema, outputSchema }])),
  ),
};
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
    // Bundled CommonJS packages call `require`.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  for (const { bytes } of Object.values(metafile.outputs)) process.stdout.write(`${String(bytes).padStart(9)}  ${name}\n`);
}

await rename(dist, `${outdir}.old`).catch(() => {});
await rename(outdir, dist);
await rm(`${outdir}.old`, { recursive: true, force: true });
