// The command tree of the shell command (commander), generated from the tools.
import { createListTool, createQuestionTool, errorCodes, getOwnEntry, requiresObjectList, type Tool } from '@linekeeper/core';
import { historyQuestions } from '@linekeeper/history';
import { operations, providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { Command, CommanderError } from 'commander';
import type { CommandContext, SetExitCode } from './context.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addEnvFiles } from './env-file.ts';
import { addGlobalOptions } from './global-options.ts';
import { addRootSections, addSections } from './help/sections.ts';
import { topics } from './help/topics.ts';
import { createHelpOutput, getHelpWidth } from './help-output.ts';
import { addHistoryCommands } from './history-commands.ts';
import { normalizeOptionName } from './options.ts';
import { writePaged } from './pager.ts';
import { createPeopleCommand } from './people-command.ts';
import { addServerCommands } from './server-commands.ts';
import { addSetupCommands } from './setup-commands.ts';
import { createNamedCommand, createToolCommand } from './tool-command.ts';
import { version } from './version.ts';

/** The shell prints all rows: the row limits of tools protect a model's context. */
const maxRows = Number.MAX_SAFE_INTEGER;

/** Runs the command that the arguments name and returns the exit code. Throws the errors of the command. */
export async function runProgram(argv: readonly string[], { environment, io }: CommandContext): Promise<number> {
  let code = 0;
  const context = { environment: addEnvFiles(argv, environment), io };
  const topic = argv.length === 2 && argv[0] === 'help' ? getOwnEntry(topics, argv[1] ?? '') : undefined;
  if (topic !== undefined) {
    await writePaged(topic(getHelpWidth(io), context), io, context.environment);
    return 0;
  }
  const root = createRootCommand(argv, context, exit => {
    code = exit;
  });
  try {
    await root.parseAsync(expandHelpAliases(argv).map(normalizeOptionName), { from: 'user' });
    return code;
  } catch (thrown) {
    // Commander has printed the message already; for help and version it throws with exit code 0.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : errorCodes.input.exitCode;
    throw thrown;
  }
}

/** Maps `help`, `help COMMAND`, `version` and an empty command line to the options `--help` and `--version`. */
function expandHelpAliases(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === undefined || first === 'help') return [...rest, '--help'];
  return first === 'version' ? ['--version'] : argv;
}

/**
 * Creates the command tree. Only the provider group that the arguments name gets its commands, and where they name a command, those beside it
 * get no options: schemas are slow to build.
 */
export function createRootCommand(argv: readonly string[], context: CommandContext, setExitCode: SetExitCode): Command {
  const root = new Command('linekeeper')
    .description('Answers questions about telephony lines and numbers across providers. It only reads.')
    .version(version, '--version', 'print the version');
  const questionTools = [...questions, ...historyQuestions].map(question => createQuestionTool(question, { maxRows }));
  const hasOptions = createOptionTest(argv, [...questionTools.map(getWord), ...providers.map(({ name }) => name)]);
  for (const tool of questionTools) {
    if (!hasOptions(getWord(tool))) root.addCommand(createNamedCommand(tool));
    else
      root.addCommand(
        requiresObjectList(tool.inputSchema) ? createPeopleCommand(context, setExitCode) : createToolCommand(tool, context, setExitCode),
      );
  }
  addHistoryCommands(root, context, setExitCode);
  addDoctorCommand(root, context, setExitCode);
  for (const provider of providers) {
    const group = root.command(provider.name).description(`Lists of ${provider.title}`);
    const providerOperations = argv.includes(provider.name) ? operations.filter(operation => operation.provider === provider) : [];
    const listTools = providerOperations.map(operation => createListTool(operation, { maxRows }));
    const listHasOptions = createOptionTest(argv, listTools.map(getWord));
    for (const tool of listTools)
      group.addCommand(listHasOptions(getWord(tool)) ? createToolCommand(tool, context, setExitCode) : createNamedCommand(tool));
  }
  addSetupCommands(root, context, setExitCode);
  addServerCommands(root, context);
  const getWidth = () => getHelpWidth(context.io);
  addRootSections(root, getWidth);
  for (const name of ['snapshot', 'watch', 'history', 'doctor', 'init', 'config', 'completion', 'mcp', 'slack', 'sandbox'])
    for (const command of root.commands.filter(one => one.name() === name)) addSections(command, getWidth);
  for (const command of flattenCommands(root)) {
    addGlobalOptions(command, command === root);
    command.helpOption('-h, --help', 'print this help').helpCommand(false).exitOverride().configureOutput(createHelpOutput(context.io));
  }
  return root;
}

/** The last word of a tool's command. */
const getWord = ({ command }: Tool): string => command.at(-1) ?? '';

/** Tells which of the commands with these words need their options: those that the arguments name, or all if they name none. */
function createOptionTest(argv: readonly string[], words: readonly string[]): (word: string) => boolean {
  const namesOne = words.some(word => argv.includes(word));
  return word => !namesOne || argv.includes(word);
}

const flattenCommands = (command: Command): Command[] => [command, ...command.commands.flatMap(flattenCommands)];
