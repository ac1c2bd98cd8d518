// What is left to do after the acknowledgement: a question, who asks it, and where its answer goes.
import { createHash } from 'node:crypto';
import type { Access } from '@linekeeper/core';

/** A tool's question as buttons carry it on. */
export interface Question {
  tool: string;
  input: Readonly<Record<string, unknown>>;
  /** Rows that earlier pages have shown. */
  shown: number;
  /** The whole list's count, where the first page said it. */
  total?: number | undefined;
}

/** A select's value that asks for no value in particular. */
export const anyValue = '*';

/** Answered in its place, shared with the channel, sent as a file; or a sentence for whoever pressed a button. */
export type Task = { do: 'answer' | 'share' | 'csv'; question: Question } | { do: 'say'; lines: string[] };

export interface Job {
  /** Equal for what is one and the same wish: a repeat, a double click. At most 128 letters and digits. */
  key: string;
  task: Task;
  /** The accounts that the asker may use. */
  access: Access;
  user: string;
  responseUrl: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  /** What asked: only a command's answer may be told by an error in its place. */
  by: 'command' | 'button';
}

/** Where the acknowledgement leaves the work. Takes a key once within five minutes. */
export interface Queue {
  send(job: Job): Promise<void>;
}

/** A key from whatever tells one wish from another. */
export const keyOf = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
