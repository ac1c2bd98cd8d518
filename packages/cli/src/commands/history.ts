// `linekeeper history`: what the history of this machine holds, removing old changes, and all changes as a file.
import { pluralize } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { changeColumns, parseMoment, toAnswerChange, toChangeRow } from '@linekeeper/history';
import { pruneHistory, readInfo, SqliteHistory } from '@linekeeper/history/sqlite';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { requireHistoryFile } from '../history-file.ts';
import { formatLocalTime, localTimeZone } from '../local-time.ts';
import { writeToFile } from '../output-file.ts';

const bytesPerMiB = 1_048_576;

/** Prints what the history holds: `name: value` lines. */
export async function printInfo(options: CommandOptions): Promise<void> {
  await useHistory(options, async (history, path) => {
    const { bytes, schemaVersion, snapshots, first, last, changes, lines, accounts, writer } = await readInfo(history, path);
    const toTime = (at: number | undefined) => (at === undefined ? 'none' : formatLocalTime(new Date(at).toISOString()));
    const facts = {
      file: path,
      size: `${(bytes / bytesPerMiB).toFixed(1)} MiB (schema ${schemaVersion})`,
      snapshots: `${snapshots}, from ${toTime(first)} to ${toTime(last)}`,
      changes: String(changes),
      lines: `${lines} of ${accounts.length} ${pluralize('account', accounts.length)}${accounts.length > 0 ? ` (${accounts.join(', ')})` : ''}`,
      writer: writer === undefined ? 'none' : `${writer.command}, process ${writer.pid}, since ${writer.since}`,
    };
    await options.io.write(
      Object.entries(facts)
        .map(([name, value]) => `${`${name}:`.padEnd(11)}${value}\n`)
        .join(''),
    );
  });
}

/** Removes changes before a moment. */
export async function prune(before: string, options: CommandOptions): Promise<void> {
  const at = readMoment(before, 'before', 'start');
  await useHistory(options, async history => {
    const count = await pruneHistory(history, at);
    options.io.error(`${count} ${pluralize('change', count)} removed.`);
  });
}

/** What to export. */
interface ExportOptions {
  since?: string;
  until?: string;
  output?: string;
}

/** Writes the changes of all accounts as CSV. */
export async function exportChanges({ since, until, output }: ExportOptions, options: CommandOptions): Promise<void> {
  const span = {
    since: since === undefined ? 0 : readMoment(since, 'since', 'start'),
    until: until === undefined ? Number.MAX_SAFE_INTEGER : readMoment(until, 'until', 'end'),
  };
  const { createCsvRowFormatter, formatCsvHeader } = await import('@linekeeper/core/csv');
  await useHistory(options, async (history, path) => {
    const { accounts } = await readInfo(history, path);
    const file = output === undefined ? undefined : writeToFile(options.io, output);
    const { write } = file ?? options.io;
    const formatRows = createCsvRowFormatter(changeColumns);
    let header = (file === undefined ? '' : '\ufeff') + formatCsvHeader(changeColumns);
    try {
      // A file is emptied with the first data: a history that cannot be read leaves it as it was.
      for await (const changes of history.readChanges({ ...span, accounts })) {
        await write(header + formatRows(changes.map(change => toChangeRow(toAnswerChange(change)))));
        header = '';
      }
      if (header !== '') await write(header);
    } finally {
      await file?.close();
    }
  });
}

const readMoment = (text: string, field: string, dayEdge: 'start' | 'end') =>
  parseMoment(text, { field, now: systemClock.now(), timeZone: localTimeZone, dayEdge });

async function useHistory(
  { environment, io, sandbox, history: option }: CommandOptions,
  work: (history: SqliteHistory, path: string) => Promise<void>,
): Promise<void> {
  const registry = await openAccounts({ environment, sandbox, io });
  const file = requireHistoryFile(registry, environment, option);
  const history = new SqliteHistory(file);
  try {
    await work(history, file.path);
  } finally {
    await history.close();
  }
}
