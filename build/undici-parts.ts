// A plugin of the bundler: of undici, only what requests need.
import type { Plugin } from 'esbuild';

/** What undici's index exports besides: `fetch`, WebSocket, mocks, caches and interceptors. */
const unusedParts = /^\.\/lib\/(?:web|mock|cache|interceptor|dispatcher\/[\w-]+-(?:agent|client|pool|wrapper)$)/;

/** A CommonJS package is bundled whole, and its index loads all of its parts: half of the time of the first request. */
export const undiciParts: Plugin = {
  name: 'undici-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: unusedParts }, ({ importer, path }) =>
      /[\\/]undici[\\/]index\.js$/.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    // The index calls some of them while it loads.
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = new Proxy(class {}, { get: unused => unused });' }));
  },
};
