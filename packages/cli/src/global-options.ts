// The options that every command has, also where they are given before its name.
import { LinekeeperError } from '@linekeeper/core';
import { type Command, Option } from 'commander';
import type { CommandContext, CommandOptions } from './context.ts';

/** Adds the options to a command; only the help of the root command shows `--history`. */
export function addGlobalOptions(command: Command, isRoot: boolean): void {
  const sandbox = new Option('--sandbox', 'use the built-in fake providers instead of real accounts');
  command.addOption(sandboxCommands.includes(command.name()) ? sandbox.hideHelp() : sandbox);
  const history = new Option('--history <file>', 'keep, and ask, the history in this file').argParser(parseHistoryFile);
  command.addOption(isRoot ? history : history.hideHelp());
  command.addOption(new Option('--env-file <file>', 'read environment variables from a file'));
}

/** The commands that start the fake providers themselves accept `--sandbox` without showing it. */
const sandboxCommands: readonly string[] = ['sandbox', 'tour'];

function parseHistoryFile(value: string): string {
  if (value.trim() === '') throw new LinekeeperError('input', '--history must name a file.', { field: 'history' });
  return value;
}

/** The context with the options of all levels. */
export function readGlobalOptions(command: Command, { environment, io }: CommandContext): CommandOptions {
  const { sandbox = false, history } = command.optsWithGlobals<{ sandbox?: boolean; history?: string }>();
  return { environment, io, sandbox, history };
}
