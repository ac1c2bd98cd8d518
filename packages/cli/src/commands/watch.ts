// `linekeeper watch`: takes a snapshot every few minutes, and prints each change as it comes, until Ctrl-C.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AccountRegistry,
  describeChange,
  isRecord,
  LinekeeperError,
  stripControlCharacters,
  type Tool,
  type ToolContext,
  toSafeJson,
  toText,
} from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { formatGap } from '@linekeeper/history';
import type { SqliteHistory } from '@linekeeper/history/sqlite';
import type { CommandOptions } from '../context.ts';
import { formatLocalTime } from '../local-time.ts';
import { createNewsPoster } from '../slack-news.ts';
import { openForSnapshots, snapshotOnce } from './snapshot.ts';

/** Options of `linekeeper watch`. */
export interface WatchOptions extends CommandOptions {
  /** Lists the changes of each snapshot. */
  tool: Tool;
  /** The filters of that tool. */
  input: Record<string, unknown>;
  everyMs: number;
  /** Prints text for people instead of NDJSON. */
  isText: boolean;
}

/**
 * Runs until the process is ended; a history that another process holds for a while is told, and used again the next time. Throws `config`
 * for one that cannot be used, `input` for invalid filters.
 */
export async function runWatch(options: WatchOptions): Promise<never> {
  const { history, registry } = await openForSnapshots('linekeeper watch', options);
  try {
    return await takeSnapshots(history, registry, options);
  } finally {
    await history.close();
  }
}

async function takeSnapshots(history: SqliteHistory, registry: AccountRegistry, options: WatchOptions): Promise<never> {
  const { environment, io, tool, input, everyMs, isText } = options;
  const list = (since: string, until: string) => {
    const context: ToolContext = { registry, deadline: { at: Number.POSITIVE_INFINITY }, rowLimit: Number.POSITIVE_INFINITY };
    return tool.run({ ...input, since, until }, context);
  };
  // Invalid filters and rules are refused before the first snapshot.
  await list('now', 'now');
  const postNews = await createNewsPoster({ environment, registry, history, report: io.error });
  let lastNotes = '';
  /** The first snapshot whose changes are not printed. */
  let unprinted: string | undefined;
  const takeSnapshot = async () => {
    const { record, lines } = await snapshotOnce(history, registry, environment);
    if (record.previousId === undefined) io.error(`note: the first snapshot, of ${lines} lines: the next ones are compared with it.`);
    const notes = record.gaps.map(gap => formatGap(gap));
    // Said when it begins and when it ends, not at every snapshot.
    if (notes.join('\n') !== lastNotes)
      for (const note of notes.length > 0 ? notes : ['all accounts are read again.']) io.error(`note: ${note}`);
    lastNotes = notes.join('\n');
    const moment = new Date(record.at).toISOString();
    unprinted ??= moment;
    const { content } = await list(unprinted, moment);
    const changes = (Array.isArray(content.changes) ? content.changes : []).filter(isRecord).reverse();
    await io.write(changes.map(change => (isText ? formatChange(change) : `${toSafeJson(change)}\n`)).join(''));
    unprinted = undefined;
    await postNews?.();
  };
  for (;;) {
    const startedAt = systemClock.now();
    try {
      await takeSnapshot();
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError) || thrown.code !== 'unavailable') throw thrown;
      io.error(`note: ${thrown.displayMessage}`);
    }
    await sleep(Math.max(0, startedAt + everyMs - systemClock.now()));
  }
}

/** `2026-11-27 12:14  moscow sip_line Reception (101): status up → down`. */
function formatChange({ at, account, kind, id, line, change, field, before, after }: Readonly<Record<string, unknown>>): string {
  const { name, numbers, extension, owner } = isRecord(line) ? line : {};
  const label = [name ?? owner ?? toText(numbers), extension].filter(part => part !== undefined && part !== '').map(toText);
  const what = field === undefined ? toText(change) : `${toText(field)} ${describeChange(before, after)}`;
  const text = `${formatLocalTime(toText(at))}  ${toText(account)} ${toText(kind)} ${label.join(' ') || toText(id)}: ${what}`;
  return `${stripControlCharacters(text)}\n`;
}
