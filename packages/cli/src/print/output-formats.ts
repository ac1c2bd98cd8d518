// Output formats of the shell, and the default format.
import type { Terminal } from '../terminal.ts';

/** Values of `--format`. */
export const outputFormats = ['table', 'json', 'ndjson', 'csv'] as const;

/** One of `outputFormats`. */
export type OutputFormat = (typeof outputFormats)[number];

/** The requested format; by default a table on a terminal, JSON otherwise. */
export const chooseFormat = (requested: OutputFormat | undefined, io: Terminal): OutputFormat =>
  requested ?? (io.isTerminal ? 'table' : 'json');
