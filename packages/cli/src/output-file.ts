// The file of `--output`, which gets the data instead of stdout.
import { type FileHandle, open } from 'node:fs/promises';
import { extname } from 'node:path';
import { getOwnEntry, LinekeeperError } from '@linekeeper/core';
import { expandHome } from '@linekeeper/core/node';
import type { OutputFormat } from './print/output-formats.ts';
import type { Terminal } from './terminal.ts';

const formatsByExtension: Readonly<Record<string, OutputFormat>> = {
  '.csv': 'csv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.txt': 'table',
};

/** The format that a file name asks for; undefined for an unknown extension. */
export const getFormatOfFile = (file: string): OutputFormat | undefined => getOwnEntry(formatsByExtension, extname(file).toLowerCase());

/** A terminal whose data goes to a file. */
export interface FileTerminal extends Terminal {
  close(): Promise<void>;
}

/** Creates a terminal that writes data to a file. The file is opened, and emptied, with the first data: an earlier error leaves it as it was. */
export function writeToFile(io: Terminal, path: string): FileTerminal {
  const file = expandHome(path);
  let handle: FileHandle | undefined;
  const guard = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no error code';
      throw new LinekeeperError('input', `The file ${file} cannot be written (${code}). Choose another with --output.`, {
        field: 'output',
      });
    }
  };
  return {
    ...io,
    isTerminal: false,
    width: undefined,
    height: undefined,
    hasColor: false,
    write: text =>
      guard(async () => {
        // Names and numbers of people: for this user alone.
        handle ??= await open(file, 'w', 0o600);
        await handle.writeFile(text);
      }),
    close: () => guard(async () => await handle?.close()),
  };
}
