// Keeps the compiled code of the command in the user's cache folder, so that the next start does not compile it again.
import type module from 'node:module';

/** By then a server has loaded what it needs to answer. */
const flushAfterMs = 2_000;

/**
 * Turns on Node's compile cache in `$XDG_CACHE_HOME/linekeeper`, by default `~/.cache/linekeeper`. Does nothing without a home folder:
 * a folder that others can write to could hold their code. NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE take precedence.
 */
export function enableCompileCache(
  { XDG_CACHE_HOME = '', HOME = '', NODE_COMPILE_CACHE }: NodeJS.ProcessEnv,
  { enableCompileCache, flushCompileCache }: typeof module,
): void {
  const folder = [XDG_CACHE_HOME, `${HOME}/.cache`].find(path => path.startsWith('/'));
  if (NODE_COMPILE_CACHE !== undefined || HOME === '' || folder === undefined) return;
  // Without write access, nothing is kept, and it is not an error.
  enableCompileCache(`${folder}/linekeeper`);
  // A host may kill a server, which then writes nothing when it ends.
  setTimeout(flushCompileCache, flushAfterMs).unref();
}
