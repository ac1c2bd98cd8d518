// What a command has to work with.
import type { Environment } from '@linekeeper/core';
import type { Terminal } from './terminal.ts';

/** What a command has to work with. */
export interface Surroundings {
  environment: Environment;
  io: Terminal;
}
