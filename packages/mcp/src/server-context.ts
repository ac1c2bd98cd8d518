// What a server is made of: the tools, the accounts, and what the process gives it.
import type { Clock, Directory, Tool } from '@linekeeper/core';

export interface Serving {
  tools: readonly Tool[];
  /** The accounts of the process, all of them. Throws `config` where they cannot be read: then each call says so. */
  directory(): Directory | Promise<Directory>;
  version: string;
  clock: Clock;
  /** Milliseconds that one call may take, its retries included. */
  callTime: number;
  /** True where progress may be told while a call goes on. */
  streaming: boolean;
  /** The most that a file may take, in bytes of JSON. */
  largestFile: number;
  /** A line for whoever runs the server; never for a client. */
  log(line: string): void;
}

/** A tool of the catalog. */
export function toolNamed({ tools }: Pick<Serving, 'tools'>, name: string): Tool {
  const tool = tools.find(known => known.name === name);
  if (tool === undefined) throw new Error(`the catalog has no ${name}`);
  return tool;
}
