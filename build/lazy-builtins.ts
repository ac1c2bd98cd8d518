// A plugin of the bundler: builtin modules are read without their getters.
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtin = new RegExp(`^(?:node:)?(${builtinModules.filter(name => !/^_|:|^module$/.test(name)).join('|')})$`);

/**
 * An `import` of a builtin module evaluates each of its getters: WebSocket of `http`, WebCrypto of `crypto`, the streams of `process`. CommonJS
 * access loads them when they are used.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: builtin }, ({ path, kind }) => {
      const name = path.replace('node:', '');
      if (kind !== 'dynamic-import') return { path: name, namespace: 'builtin' };
      return /^https?$/.test(name) ? { path: name, namespace: 'lazy-builtin' } : { path: `node:${name}`, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }));
    // A CommonJS module in a file of its own would export no names.
    onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, ({ path }) => ({
      contents: `const builtin = process.getBuiltinModule('node:${path}');
        export default builtin;
        export const { ${listNames(path).join(', ')} } = builtin;`,
    }));
  },
};

/** The names that a builtin module exports without a getter. */
const listNames = (path: string): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(`node:${path}`) ?? {})).flatMap(([name, { get }]) =>
    get === undefined ? [name] : [],
  );
