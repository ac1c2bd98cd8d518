// The job that an acknowledgement leaves in the queue: what to run, for whom, and where to post the answer.
import { createHash } from 'node:crypto';
import type { AllowedAccounts } from '@linekeeper/core';

/** A tool call as jobs and button values store it. Buttons stay valid for a day: renaming a key breaks those already posted. */
export interface SavedToolCall {
  /** Name of the tool. */
  tool: string;
  input: Readonly<Record<string, unknown>>;
  /** Number of rows on earlier pages. */
  shown: number;
  /** Number of rows of the whole list, if the first page reported it. */
  total?: number | undefined;
}

/** The option value of a select that stands for "any", that is, for no filter. */
export const anyValue = '*';

/**
 * What a job does. `answer`: runs the tool and replaces the original message. `share`: posts the answer to the channel.
 * `csv`: uploads the whole list. `notify`: posts an ephemeral text, one array entry a text line. The queue knows a tool call as `question`.
 */
export type Task = { do: 'answer' | 'share' | 'csv'; question: SavedToolCall } | { do: 'notify'; textLines: string[] };

/** True for a task that leaves something behind, a message in a channel or a file, which a second run would leave twice. */
export const hasLastingEffect = (task: Task): boolean => task.do === 'share' || task.do === 'csv';

/** One unit of work. It crosses the queue as JSON: renaming a key breaks jobs that wait during a deployment. */
export interface Job {
  /** Deduplication key: equal for retries and double clicks, another one when a button is pressed again. At most 128 letters and digits. */
  key: string;
  task: Task;
  /** The accounts that the requester may use. */
  access: AllowedAccounts;
  /** Slack id of the requester. */
  user: string;
  responseUrl: string;
  /** When the requester asked, in milliseconds since 1970. */
  askedAt: number;
  /** What created the job: an error replaces the acknowledgement of a command, but is posted next to a button's message. */
  by: 'command' | 'button';
}

/** The queue between acknowledgement and worker. Ignores a job whose key was sent within the last five minutes. */
export interface JobQueue {
  /** Resolves when the queue has accepted the job. Throws `unavailable` if it does not. */
  send(job: Job): Promise<void>;
}

/** Hashes the parts that identify a request into a deduplication key. */
export const createDeduplicationKey = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The hexadecimal digits of a hash. */
const hashChars = 64;

/** The key of a press: the hash of the parts that identify requester and button, and the second of the press. */
export const createPressKey = (parts: readonly string[], second: number): string =>
  createDeduplicationKey('button', ...parts) + second.toString(16);

/** What the keys of all presses of a button by one requester begin with. For a command it is the key itself. */
export const getButtonKey = ({ key }: Pick<Job, 'key'>): string => key.slice(0, hashChars);
