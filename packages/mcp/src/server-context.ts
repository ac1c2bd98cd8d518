// What an MCP server is built from: tools, accounts, limits and the log of its process.
import type { AccountRegistry, AnswerForm, Clock, Tool } from '@linekeeper/core';
import type { BlockRenderer } from './block-renderer.ts';

/** Shared by all requests of a process. */
export interface McpServerContext {
  tools: readonly Tool[];
  /** The form of answers to clients that ask for none; `objects` by default. */
  answerForm?: AnswerForm | undefined;
  /** All accounts of the process. Throws `config` if they cannot be read: every tool call then reports that error. */
  getRegistry(): AccountRegistry | Promise<AccountRegistry>;
  version: string;
  clock: Clock;
  /** Deadline of one tool call or resource read in milliseconds, retries included. */
  toolTimeoutMs: number;
  /** Whether the transport can deliver progress notifications before the result; false where responses are buffered. */
  supportsProgress: boolean;
  /** Size limit of an exported file, in bytes of JSON. */
  maxResourceBytes: number;
  /** Renders results for clients that show Block Kit; undefined where no such client connects. */
  blocks?: BlockRenderer | undefined;
  /** Writes a message to the operator's log; clients never see it. */
  log(message: string): void;
}
