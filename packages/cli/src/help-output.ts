// How the argument parser prints: help to stdout, usage errors as all other errors.
import type { OutputConfiguration } from 'commander';
import type { Terminal } from './terminal.ts';

/** Help is not wider than this, even on a wider terminal. */
const maxHelpColumns = 100;

/** The width of help texts. */
export const getHelpWidth = ({ width }: Pick<Terminal, 'width'>): number => Math.min(width ?? maxHelpColumns, maxHelpColumns);

/** Creates the output of the argument parser. */
export const createHelpOutput = (io: Terminal): OutputConfiguration => ({
  writeOut: text => void io.write(text),
  writeErr: text => io.error(text.trimEnd().replace(/^error: /, 'linekeeper: input: ')),
  getOutHelpWidth: () => getHelpWidth(io),
});
