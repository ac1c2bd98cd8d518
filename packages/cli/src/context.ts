// Dependencies and common options of the shell commands.
import type { Environment } from '@linekeeper/core';
import type { Terminal } from './terminal.ts';

/** What a command reads and where it writes; tests pass their own. */
export interface CommandContext {
  environment: Environment;
  io: Terminal;
}

/** The context, and the options that every command has. */
export interface CommandOptions extends CommandContext {
  sandbox: boolean;
  /** The value of `--history`. */
  history?: string | undefined;
}

/** Receives the exit code of a command. */
export type SetExitCode = (code: number) => void;
