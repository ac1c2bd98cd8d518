// Catches expected errors in tests.
import { LinekeeperError } from '@linekeeper/core';

/** The `LinekeeperError` of a promise or function. Fails the test if nothing is thrown; rethrows any other error. */
export async function catchError(run: Promise<unknown> | (() => unknown)): Promise<LinekeeperError> {
  try {
    await (typeof run === 'function' ? run() : run);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
  throw new Error('expected an error');
}
