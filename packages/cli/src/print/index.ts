// The formats of the shell: which there are, and which is taken where none is asked for.
import type { Terminal } from '../terminal.ts';

export const formats = ['table', 'json', 'ndjson', 'csv'] as const;

export type Format = (typeof formats)[number];

/** A table for people, JSON for programs. */
export const formatFor = (asked: Format | undefined, io: Terminal): Format => asked ?? (io.isTerminal ? 'table' : 'json');
