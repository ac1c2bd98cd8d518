// Waits for the sources that fill an answer, and for the others no longer than these took.
import type { Clock } from '@linekeeper/core';

/** What slower sources are granted at least, in milliseconds: their counts make the answer's total. */
const minGraceMs = 250;

/**
 * Waits until the leading sources, in their order, are enough. The others have as much time again: a source that answers as fast as they did
 * is never left out. Returns the result of each source; undefined for one that is not read yet.
 */
export async function waitUntilEnough<Result>(
  readings: readonly Promise<Result>[],
  isEnough: (leading: readonly Result[]) => boolean,
  clock: Clock,
): Promise<(Result | undefined)[]> {
  const startedAt = clock.now();
  const results: (Result | undefined)[] = readings.map(() => undefined);
  const all = Promise.all(
    readings.map(async (reading, index) => {
      results[index] = await reading;
    }),
  );
  // Avoids an unhandled rejection of a source that is not awaited below.
  all.catch(() => {});
  const leading: Result[] = [];
  for (const reading of readings) {
    leading.push(await reading);
    if (isEnough(leading)) break;
  }
  await settleWithin(all, Math.max(minGraceMs, clock.now() - startedAt), clock);
  return results;
}

/** Waits for the promise, but no longer than `ms`. */
async function settleWithin(promise: Promise<unknown>, ms: number, clock: Clock): Promise<void> {
  let stopTimer = () => {};
  const timer = new Promise<void>(resolve => {
    stopTimer = clock.setTimer(ms, resolve);
  });
  try {
    await Promise.race([promise, timer]);
  } finally {
    stopTimer();
  }
}
