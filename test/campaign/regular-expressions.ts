// The regular expressions of the product: literals, found in its source, and those that are made when its modules load.
import { globSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const root = `${import.meta.dirname}/../..`;

/** An expression, and the file that it is in. */
export interface ProductExpression {
  file: string;
  expression: RegExp;
  /** True if other files can use it: what they try it on is not seen here. */
  isExported: boolean;
}

/** Characters after which a slash begins a literal, and not a division. */
const beforeLiteral = /(?:[(,=:[!&|?{};>+]|\breturn|\bcase|^)\s*$/;
const literal = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/y;

/** All expressions of the packages' source. */
export function findProductExpressions(): ProductExpression[] {
  const files = globSync('packages/*/src/**/*.ts', { cwd: root, exclude: path => path.includes('sandbox') });
  return files.flatMap(file => findInSource(readFileSync(`${root}/${file}`, 'utf8')).map(found => ({ file, ...found })));
}

/** The expressions of one file. */
export function findInSource(source: string): Omit<ProductExpression, 'file'>[] {
  // Without types and comments, slashes are literals, divisions or text.
  const { code } = transformSync(source, { loader: 'ts', legalComments: 'none' });
  const found: Omit<ProductExpression, 'file'>[] = [];
  for (const line of code.split('\n')) {
    for (let start = line.indexOf('/'); start !== -1; start = line.indexOf('/', start + 1)) {
      if (!beforeLiteral.test(line.slice(0, start))) continue;
      literal.lastIndex = start;
      const [whole = '', pattern = '', flags = ''] = literal.exec(line) ?? [];
      if (whole === '') continue;
      try {
        found.push({ expression: new RegExp(pattern, flags), isExported: /^export const \w+ = $/.test(line.slice(0, start)) });
        start += whole.length;
      } catch {
        // A slash in a text.
      }
    }
  }
  return found;
}

/** The expressions that a module makes of texts while it loads. */
export async function recordExpressions(load: () => Promise<unknown>): Promise<RegExp[]> {
  const recorded: RegExp[] = [];
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, args: [string, string?]) {
      const expression = new target(...args);
      recorded.push(expression);
      return expression;
    },
  });
  try {
    await load();
  } finally {
    globalThis.RegExp = original;
  }
  return recorded;
}
