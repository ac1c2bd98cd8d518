// How a Lambda function is bundled, so that it starts fast.
import type { BuildOptions, Plugin } from 'esbuild';
import { requireBanner } from '../../build/bundle.ts';
import { lazyBuiltins } from '../../build/lazy-builtins.ts';

/** The SDK reads settings from files of a home directory, and loads a codec for operations that stream events: a function has neither. */
const unusedParts: Plugin = {
  name: 'unused-parts',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /shared-ini-file-loader\/readFile\.js$/ }, () => ({
      contents: `export const filePromises = {};
        export const fileIntercept = {};
        export const readFile = async () => { throw new Error('a function has no configuration files'); };`,
    }));
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
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
  plugins: [lazyBuiltins, unusedParts],
  banner: requireBanner,
} satisfies BuildOptions;

/** The options for a web function, whose environments live for long: the SDK's own chain renews their credentials, from where the service has them. */
export const serverBundleOptions = { ...bundleOptions, alias: sdkShims, plugins: [lazyBuiltins] } satisfies BuildOptions;
