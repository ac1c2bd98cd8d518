// Keeps the heap of a command that reads long lists small.
import { versions } from 'node:process';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** The newest major version of Node that is known to have the flag: V8 complains about an unknown one on stderr. */
const newestKnownMajor = 24;

/** Of V8's space for new objects. A smaller one is collected so often that it costs time. */
const maxNewSpaceBytes = 32 * 1024 * 1024;

/** The space doubles, at most with each collection. */
const checkEveryMs = 50;

/**
 * Stops the growth of V8's space for new objects at `maxNewSpaceBytes`. While pages of rows are read, it would grow to 128 MB, of which
 * next to nothing is in use. Its size has no API, and a flag on the command line is not for a command that people start by its name.
 */
export function limitHeapGrowth(): void {
  if (Number.parseInt(versions.node, 10) > newestKnownMajor) return;
  const timer = setInterval(() => {
    const newSpace = getHeapSpaceStatistics().find(space => space.space_name === 'new_space');
    if ((newSpace?.space_size ?? 0) < maxNewSpaceBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, checkEveryMs);
  timer.unref();
}
