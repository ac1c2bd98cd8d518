// What acknowledging needs from the entry that runs it.
import type { JobQueue } from '../job.ts';
import type { Message } from '../message.ts';
import type { SlackSettings } from '../settings.ts';
import type { CommandSpec } from './command-catalog.ts';
import type { RecentPresses } from './recent-presses.ts';

/** What `acknowledge` needs from the entry that runs it. */
export interface AckContext {
  commands: readonly CommandSpec[];
  /** True if the deployment keeps the history that automatic posts come from. */
  hasHistory: boolean;
  /** Called for every request: settings may change while the process runs. */
  settings(): Promise<SlackSettings>;
  queue: JobQueue;
  /** Posts a message to a `response_url`, in a part of the three seconds. Rejects if Slack did not accept it. */
  post(message: Message, responseUrl: string): Promise<void>;
  /** Kept by the entry between requests. */
  presses: RecentPresses;
  /** Milliseconds since 1970. */
  now(): number;
  /** Writes to the operator's log. Messages never contain a header, a body or a name. */
  log(message: string): void;
}

/** The same for a request whose signature was verified with the settings. */
export interface HandlerContext extends Omit<AckContext, 'settings'> {
  settings: SlackSettings;
}
