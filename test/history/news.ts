// Posts the news of a local history to a recorded channel, with a clock that waits for nothing.
import { type AccountRegistry, type Clock, createAccountRegistry, LinekeeperError, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import {
  type AccountReading,
  type Announcement,
  compareSnapshot,
  compileRule,
  type DigestRule,
  type PostTarget,
  postNews,
  type WatchRule,
} from '@linekeeper/history';
import { inMemory, SqliteHistory, SqlitePostLog } from '@linekeeper/history/sqlite';
import { providers } from '@linekeeper/providers';

/** A message as it was posted. */
export interface SentMessage extends Announcement, Pick<PostTarget, 'channel' | 'thread' | 'mayRepeat'> {
  timestamp: string;
}

/** What becomes of a message: it arrives, it is refused, or the process ends before or after it was sent. */
export type Fate = 'arrives' | 'is limited' | 'fails' | 'ends before' | 'ends after' | 'is not confirmed';

/** A clock that is moved by what waits. */
class TestClock implements Clock {
  time = 1_000_000;

  now(): number {
    return this.time;
  }

  setTimer(ms: number, callback: () => void): () => void {
    this.time += ms;
    queueMicrotask(callback);
    return () => {};
  }
}

/** The accounts `a` and `b`. */
export function createAccounts(): AccountRegistry {
  const accounts = ['a', 'b'].map(name => ({ name, provider: 'exolve', api_key: 'fake-api-key-of-a-test' }));
  return createAccountRegistry(readAccounts({}, providers, { source: 'The test', value: accounts }), undiciRuntime());
}

/** A history, and what was posted of it. */
export class NewsDesk {
  readonly sent: SentMessage[] = [];
  readonly reports: string[] = [];
  readonly clock = new TestClock();
  readonly history = new SqliteHistory({ path: inMemory, dataset: 'accounts' });
  readonly log = new SqlitePostLog(this.history);
  /** The fates of the next messages; `arrives` when there are none. */
  fates: Fate[] = [];
  readonly #registry: AccountRegistry = { ...createAccounts(), clock: this.clock };
  #snapshots = 0;

  async open(): Promise<void> {
    await this.history.openForWriting({ command: 'a test', pid: 1, since: '' });
  }

  /** Takes a snapshot, a minute after the last one. */
  async snapshot(accounts: readonly AccountReading[]): Promise<void> {
    const at = ++this.#snapshots * 60_000;
    await this.history.write(compareSnapshot(await this.history.readState(), { id: String(at), at, accounts }));
  }

  /** Posts what is due; an error of the process is thrown. */
  async post(watch: readonly Partial<WatchRule>[], { digests = [], time = 0 }: { digests?: readonly DigestRule[]; time?: number } = {}) {
    const rules = watch.map(rule => compileRule({ channel: 'C0', filters: {}, after: 2, where: 'rule 1', ...rule }, this.#registry));
    return await postNews({
      store: this.history,
      log: this.log,
      registry: this.#registry,
      rules,
      digests,
      post: (announcement, target) => this.#receive(announcement, target),
      time,
      deadline: { at: Number.POSITIVE_INFINITY },
      report: message => void this.reports.push(message),
    });
  }

  async #receive(announcement: Announcement, { channel, thread, mayRepeat }: PostTarget): Promise<string> {
    const fate = this.fates.shift() ?? 'arrives';
    if (fate === 'is limited') throw new LinekeeperError('rate_limited', 'Slack limits the rate of messages.', { retryAfterS: 7 });
    if (fate === 'fails') throw new LinekeeperError('refused', 'Slack refused a message.');
    if (fate === 'ends before') throw new Error('the process ended');
    const timestamp = `ts${this.sent.length}`;
    this.sent.push({ ...announcement, channel, thread, mayRepeat, timestamp });
    if (fate === 'ends after') throw new Error('the process ended');
    if (fate === 'is not confirmed') throw new LinekeeperError('timeout', 'Slack did not confirm a message.', { retryable: false });
    return timestamp;
  }
}
