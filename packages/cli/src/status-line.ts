// The status line of a long wait: which accounts are asked, how many have answered, how long it has taken.
import { pluralize } from '@linekeeper/core';
import type { Terminal } from './terminal.ts';

/** Waits that are shorter than this show nothing. */
const minWaitMs = 300;

/** Interval between two states of the line. */
const refreshMs = 120;

/** The signs that turn at the start of the line. */
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Accounts that are named; the others are counted. */
const maxNamedAccounts = 3;

/** A status line that moves until it is stopped. */
export interface StatusLine {
  /** An account is asked for a list, or the list has come or failed. */
  onAccount(account: string, change: 'started' | 'finished'): void;
  /** Rows have come. */
  onProgress(received: number, total: number | undefined): void;
  /** Shows this text instead of the accounts. */
  describe(activity: string): void;
  /** Removes the line. */
  stop(): void;
}

/** Starts the status line. Nothing is shown, and no timer runs, where stderr is redirected. */
export function startStatusLine(io: Pick<Terminal, 'statusLine' | 'showsStatus'>): StatusLine {
  const startedAt = Date.now();
  const openLists = new Map<string, number>();
  let activity: string | undefined;
  let rows = '';
  let frame = 0;
  const refresh = () => {
    const elapsedMs = Date.now() - startedAt;
    if (elapsedMs < minWaitMs) return;
    const parts = [activity ?? formatAccounts(openLists), rows, `${Math.floor(elapsedMs / 1000)} s`].filter(part => part !== '');
    io.statusLine(`${frames[frame++ % frames.length]} ${parts.join(', ')}`);
  };
  const timer = io.showsStatus ? setInterval(refresh, refreshMs) : undefined;
  timer?.unref();
  return {
    onAccount(account, change) {
      openLists.set(account, (openLists.get(account) ?? 0) + (change === 'started' ? 1 : -1));
    },
    onProgress(received, total) {
      const isLast = total === undefined || total <= received;
      rows = isLast ? `${received} ${pluralize('row', received)}` : `${received} of ${total} rows`;
    },
    describe(text) {
      activity = text;
    },
    stop() {
      clearInterval(timer);
      io.statusLine('');
    },
  };
}

/** `asking moscow, kazan… 2 of 3 answered`; empty before the first account is asked. */
function formatAccounts(openLists: ReadonlyMap<string, number>): string {
  const pending = [...openLists].filter(([, count]) => count > 0).map(([account]) => account);
  if (openLists.size === 0) return '';
  const others = pending.length > maxNamedAccounts ? ` and ${pending.length - maxNamedAccounts} more` : '';
  const asked = pending.length === 0 ? '' : `asking ${pending.slice(0, maxNamedAccounts).join(', ')}${others}… `;
  return `${asked}${openLists.size - pending.length} of ${openLists.size} answered`;
}
