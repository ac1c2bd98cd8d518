// `linekeeper completion SHELL`: prints the script that completes command lines.
import { getOwnEntry, LinekeeperError, unknownNameMessage } from '@linekeeper/core';
import { completeCommand, shells } from '../completion/shells.ts';
import { formatShell } from '../hosts/host.ts';
import { getServerCommand } from '../hosts/server-command.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

/** Prints the script of a shell. Throws `input` for an unknown one. */
export async function printCompletionScript(shell: string, io: Terminal): Promise<void> {
  const createScript = getOwnEntry(shells, shell);
  if (createScript === undefined)
    throw new LinekeeperError('input', unknownNameMessage('shell', shell, Object.keys(shells)), { field: 'shell' });
  const command = getServerCommand({ node: process.execPath, script: process.argv[1] ?? '' }, version);
  await io.write(createScript(formatShell([...command, completeCommand]).trimEnd()));
}
