// The built command, and how baselines of it are built.
import { execFileSync } from 'node:child_process';
import type { BuildOptions } from 'esbuild';
import { requireBanner } from '../../build/bundle.ts';

/** The options of esbuild for a baseline: those of the command itself. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  minify: true,
  banner: requireBanner,
} satisfies BuildOptions;

let isBuilt = false;

/** Builds the command, once in a run. */
export function buildCommand(): void {
  if (!isBuilt) execFileSync(process.execPath, [`${import.meta.dirname}/../../packages/cli/build.ts`], { stdio: 'ignore' });
  isBuilt = true;
}
