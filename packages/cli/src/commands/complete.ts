// The hidden command that completion scripts run at each Tab. Its arguments are the words after `linekeeper`, the last one unfinished.
import { stripControlCharacters } from '@linekeeper/core';
import { listCandidates } from '../completion/candidates.ts';
import type { CommandContext } from '../context.ts';

/** Prints a candidate a line, with its description behind a tab. A mistake on the command line completes to nothing. */
export async function printCandidates(words: readonly string[], context: CommandContext): Promise<void> {
  const candidates = await listCandidates(words, context).catch(() => []);
  await context.io.write(candidates.map(({ value, description }) => `${value}\t${stripControlCharacters(description)}\n`).join(''));
}
