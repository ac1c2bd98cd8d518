// The command line with which a host starts the server that runs now.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How this process was started: the path of Node, and of the script. */
export interface Invocation {
  node: string;
  script: string;
}

/** The folder of the npm cache in which npx installs a package. */
const npxFolder = /[\\/]_npx[\\/]/;

/** What `pnpm start` runs in a clone: it shows the tour, where the entry in `src` runs the command alone. */
const cloneStart = /[\\/]start\.mjs$/;

/**
 * The command line of this program. A clone gets its own Node, whose path does not change when a new version is installed;
 * npx gets the exact version, since its folder may be removed at any time.
 */
export function getServerCommand({ node, script }: Invocation, version: string): string[] {
  if (npxFolder.test(script)) return ['npx', '-y', `linekeeper@${version}`];
  const entry = script.replace(cloneStart, '/src/linekeeper.ts');
  // The entry is in a folder of packages/cli.
  const ownNode = join(dirname(entry), '../../../node_modules/.bin/node');
  return [existsSync(ownNode) ? ownNode : node, entry];
}

/** The command as users of this installation type it. */
export function getCommandName({ script }: Invocation): string {
  if (npxFolder.test(script)) return 'npx -y linekeeper';
  return cloneStart.test(script) ? 'npx -y pnpm@12 start' : 'linekeeper';
}
