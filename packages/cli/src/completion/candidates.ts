// What may stand at the end of an unfinished command line, from the definitions of the commands.
import type { Tool } from '@linekeeper/core';
import { historyTools } from '@linekeeper/history';
import { listTools, questionTools } from '@linekeeper/questions';
import type { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import { createRootCommand } from '../program.ts';
import { type Candidate, listValues } from './option-values.ts';

/** Lists the candidates for the last of the words that follow the command's own name. */
export async function listCandidates(typedWords: readonly string[], context: CommandContext): Promise<Candidate[]> {
  const words = joinAssignments(typedWords);
  const current = words.at(-1) ?? '';
  const { command, path, pending, used, positionals, unknown } = walk(words.slice(0, -1), context);
  if (unknown) return [];
  const tool = findTool(path.join(' '));
  const complete = async (option: Option, typed: string, prefix: string) => {
    const values = await listValues(option, tool, { environment: context.environment, sandbox: words.includes('--sandbox') });
    return completeList(values, typed, prefix);
  };
  if (pending !== undefined) return await complete(pending, current, '');
  const [, flag, typed] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const assigned = flag === undefined ? undefined : findOption(command, flag);
  if (flag !== undefined && typed !== undefined) return assigned === undefined ? [] : await complete(assigned, typed, `${flag}=`);
  const names = [...listSubcommands(command), ...listArguments(command, positionals)];
  const candidates =
    current.startsWith('-') || names.length + command.registeredArguments.length === 0 ? listOptions(command, used) : names;
  return candidates.filter(({ value }) => value.startsWith(current));
}

/** The tool whose parameters are the options of a command. `watch` takes the filters of `changes`. */
function findTool(command: string): Tool | undefined {
  const toolCommand = command === 'watch' ? 'changes' : command;
  return [...questionTools, ...historyTools, ...listTools].find(tool => tool.command.join(' ') === toolCommand);
}

/** bash splits `--status=down` into three words. */
function joinAssignments(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word !== '=') return word;
    return index === words.length - 1 ? '' : [];
  });
}

interface Walk {
  command: Command;
  /** The names of the commands, without the root's. */
  path: string[];
  /** The option whose value comes next. */
  pending: Option | undefined;
  used: readonly string[];
  /** Arguments so far that are not options. */
  positionals: number;
  /** Whether a word is not the name of a command. */
  unknown: boolean;
}

function walk(words: readonly string[], context: CommandContext): Walk {
  let command = createRootCommand(words, context, () => {});
  let pending: Option | undefined;
  let positionals = 0;
  let unknown = false;
  const path: string[] = [];
  for (const word of words) {
    if (pending !== undefined) pending = undefined;
    else if (word.startsWith('-')) {
      const option = findOption(command, word);
      if (option?.required === true && !word.includes('=')) pending = option;
    } else {
      const next = command.commands.find(child => child.name() === word);
      if (next === undefined) {
        positionals++;
        unknown ||= command.commands.length > 0;
      } else {
        command = next;
        path.push(word);
      }
    }
  }
  return { command, path, pending, used: words.filter(word => word.startsWith('-')), positionals, unknown };
}

const findOption = (command: Command, flag: string) => command.options.find(({ long, short }) => [long, short].includes(flag));

const listSubcommands = (command: Command): Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map(child => ({ value: child.name(), description: child.summary() || child.description() }));

const listArguments = (command: Command, index: number): Candidate[] =>
  (command.registeredArguments[index]?.argChoices ?? []).map(value => ({ value, description: '' }));

/** The options that are not given yet. Lists may be given several times, but commas are shorter. */
const listOptions = (command: Command, used: readonly string[]): Candidate[] =>
  [...command.options.filter(({ hidden, long }) => !hidden || long === '--sandbox'), ...command.createHelp().visibleOptions(command)]
    .filter((option, index, all) => all.findIndex(other => other.long === option.long) === index)
    .flatMap(({ long, description }) => (long == null || used.includes(long) ? [] : { value: long, description }));

/** Completes the last value of a list with commas. */
function completeList(values: readonly Candidate[], typed: string, prefix: string): Candidate[] {
  const [, before = '', last = ''] = /^(.*,)?([^,]*)$/s.exec(typed) ?? [];
  return values.filter(({ value }) => value.startsWith(last)).map(entry => ({ ...entry, value: prefix + before + entry.value }));
}
