// The error of a file of people.
import { LinekeeperError } from '@linekeeper/core';

/** Creates the `input` error of a file; `problem` continues the sentence that begins with the file, and never quotes its content. */
export const fileError = (problem: string): LinekeeperError =>
  new LinekeeperError('input', `The file of people: ${problem}.`, { field: 'file' });
