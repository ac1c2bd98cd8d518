// How a Lambda function is bundled, so that it starts fast.
import type { BuildOptions, Plugin } from 'esbuild';
import { requireBanner } from '../../build/bundle.ts';

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

const sdkShims = { '@modelcontextprotocol/server/_shims': `${import.meta.dirname}/../mcp/src/sdk-shims.ts` };

const alias = {
  ...sdkShims,
  // The SDK's credential chain is half the size of its clients; a function needs only the environment variables.
  '@aws-sdk/credential-provider-node': `${import.meta.dirname}/src/environment-credentials.ts`,
};

/** The options of esbuild for every function. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  legalComments: 'none',
  alias,
  plugins: [lazyHttp],
  banner: requireBanner,
} satisfies BuildOptions;

/** The options for a web function, whose environments live for long: the SDK's own chain renews their credentials, from where the service has them. */
export const serverBundleOptions = { ...bundleOptions, alias: sdkShims } satisfies BuildOptions;
