// The error of a file of people.
import { LinekeeperError } from '@linekeeper/core';

/** Creates the `input` error of a file; `problem` continues the sentence that begins with the file, and never quotes its content. */
export const fileError = (problem: string): LinekeeperError =>
  new LinekeeperError('input', `The file of people: ${problem}.`, { field: 'file' });

/** How to make a file that can be read of one that cannot. */
export const saveAsCsv = 'save it as CSV (in Excel: File, Save as, "CSV UTF-8"), and give that file';
