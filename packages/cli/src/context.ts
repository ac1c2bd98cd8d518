// Dependencies of the shell commands.
import type { Environment } from '@linekeeper/core';
import type { Terminal } from './terminal.ts';

/** What a command reads and where it writes; tests pass their own. */
export interface CommandContext {
  environment: Environment;
  io: Terminal;
}
