// The history of a process: opens its store when it is first needed, and tells since when lines have their status.
import type { Clock, Line, LineHistory, StatusHistory } from '@linekeeper/core';
import { getHistoryId } from './change.ts';
import { maxStatusChangesADay, parseLine } from './diff.ts';
import { formatMinute } from './moment.ts';
import type { HistoryStore, KnownLine } from './store.ts';

const msPerDay = 86_400_000;

/** The history that the accounts of a registry have. */
export class StoredHistory implements LineHistory {
  readonly #open: () => Promise<HistoryStore>;
  readonly #clock: Pick<Clock, 'now'>;
  #store: Promise<HistoryStore> | undefined;

  constructor(open: () => Promise<HistoryStore>, clock: Pick<Clock, 'now'>) {
    this.#open = open;
    this.#clock = clock;
  }

  /** The store, opened when it is first needed. Throws `config` if it cannot be opened, and tries again the next time. */
  async getStore(): Promise<HistoryStore> {
    this.#store ??= this.#open();
    try {
      return await this.#store;
    } catch (thrown) {
      this.#store = undefined;
      throw thrown;
    }
  }

  async readStatus(lines: readonly Line[]): Promise<readonly (StatusHistory | undefined)[]> {
    const store = await this.getStore();
    const known = await store.readLines(lines.map(line => ({ account: line.account, kind: line.kind, id: getHistoryId(line) })));
    return lines.map((line, index) => this.#toStatusHistory(line, known[index]));
  }

  /** Closes the store, if it was opened. */
  async close(): Promise<void> {
    const store = await this.#store?.catch(() => undefined);
    this.#store = undefined;
    await store?.close();
  }

  /** What is known of the status that a line has now: nothing of one that changed after the last snapshot. */
  #toStatusHistory(line: Line, known: KnownLine | undefined): StatusHistory | undefined {
    if (known === undefined) return undefined;
    const { since, statusChanges = [] } = known;
    const isCurrent = since !== undefined && parseLine(known).status === line.status;
    const dayAgo = this.#clock.now() - msPerDay;
    const flaps = statusChanges.filter(at => at > dayAgo).length > maxStatusChangesADay;
    return { ...(isCurrent && { since: formatMinute(since) }), ...(flaps && { flapping: true as const }) };
  }
}
