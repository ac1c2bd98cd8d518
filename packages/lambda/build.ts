// Writes the functions as they are deployed: dist/NAME/index.mjs, each whole by itself.
import { rename, rm } from 'node:fs/promises';
import { buildView } from '@linekeeper/mcp-app/build';
import { tools } from '@linekeeper/questions';
import { topicsOf } from '@linekeeper/slack/ack';
import { build, type Plugin } from 'esbuild';

const directory = import.meta.dirname;
const dist = `${directory}/dist`;
/** Written whole before it takes the old one's place. */
const outdir = `${dist}.${process.pid}`;

/** What a function carries that the build works out for it. */
const schemas = {
  preparedSchemas: JSON.stringify(
    Object.fromEntries(tools.map(({ name, inputSchema, outputSchema }) => [name, { inputSchema, outputSchema }])),
  ),
};
const view = { preparedView: JSON.stringify(await buildView()) };
const topics = { preparedTopics: JSON.stringify(topicsOf(tools)) };

const functions: Readonly<Record<string, Record<string, string>>> = {
  slack: topics,
  'slack-worker': schemas,
  tool: schemas,
  mcp: { ...schemas, ...view },
};

/** Imported as a module, `http` hands out all that it has, a WebSocket client included, which takes a third of a cold start to load. */
const httpAsNeeded: Plugin = {
  name: 'http-as-needed',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?https?$/ }, ({ path }) => ({ path: path.replace('node:', ''), namespace: 'as-needed' }));
    onLoad({ filter: /.*/, namespace: 'as-needed' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }));
  },
};

const alias = {
  // Half of the SDK's clients is the search for credentials, which a function has in its environment.
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
    plugins: [httpAsNeeded],
    // Packages in CommonJS look for `require`.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  for (const { bytes } of Object.values(metafile.outputs)) process.stdout.write(`${String(bytes).padStart(9)}  ${name}\n`);
}

await rename(dist, `${outdir}.old`).catch(() => {});
await rename(outdir, dist);
await rm(`${outdir}.old`, { recursive: true, force: true });
