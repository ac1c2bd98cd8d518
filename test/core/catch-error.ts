// What a call fails with, as the tests look at it.
import { LinekeeperError } from '@linekeeper/core';

/** The error that the call throws; anything but one of ours, or none, fails the test. */
export async function errorOf(call: Promise<unknown> | (() => unknown)): Promise<LinekeeperError> {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
  throw new Error('expected a failure');
}
