// The command tree of the shell command (commander), generated from the tools.
import { createListTool, createQuestionTool, errorCodes, LinekeeperError, type Tool } from '@linekeeper/core';
import { historyQuestions } from '@linekeeper/history';
import { operations, providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { Command, CommanderError, Option } from 'commander';
import type { CommandContext } from './context.ts';
import { addHistoryCommands, addHistoryOption, readGlobalOptions } from './history-commands.ts';
import { parseInterval } from './interval.ts';
import { addToolOptions, createFieldsOption, getOptionSchema, normalizeOptionName, readArguments } from './options.ts';
import { type OutputFormat, outputFormats } from './print/index.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** The shell prints all rows: the row limits of tools protect a model's context. */
const maxRows = Number.MAX_SAFE_INTEGER;

/** Runs the command that the arguments name and returns the exit code. Throws the errors of the command. */
export async function runProgram(argv: readonly string[], context: CommandContext): Promise<number> {
  let code = 0;
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

type SetExitCode = (code: number) => void;

/** Creates the command tree. Only the provider group that the arguments name gets its commands, since their schemas are slow to build. */
function createRootCommand(argv: readonly string[], context: CommandContext, setExitCode: SetExitCode): Command {
  const root = new Command('linekeeper')
    .description('Answers questions about telephony lines and numbers across providers. It only reads.')
    .version(version, '--version', 'print the version')
    .configureHelp({ showGlobalOptions: true });
  for (const question of [...questions, ...historyQuestions])
    root.addCommand(createToolCommand(createQuestionTool(question, { maxRows }), context, setExitCode));
  addHistoryCommands(root, context, setExitCode);
  addDoctor(root, context, setExitCode);
  for (const provider of providers) {
    const group = root.command(provider.name).description(`Lists of ${provider.title}`);
    const providerOperations = argv.includes(provider.name) ? operations.filter(operation => operation.provider === provider) : [];
    for (const operation of providerOperations)
      group.addCommand(createToolCommand(createListTool(operation, { maxRows }), context, setExitCode));
  }
  addServers(root, context);
  for (const command of flattenCommands(root)) {
    // The option is accepted at every level; only the help of the root command shows it.
    const sandbox = new Option('--sandbox', 'use the built-in fake providers instead of real accounts');
    command.addOption(command === root ? sandbox : sandbox.hideHelp());
    addHistoryOption(command, command === root);
    command.helpOption('-h, --help', 'print this help').helpCommand(false).exitOverride().configureOutput(createOutput(context.io));
  }
  return root;
}

const createOutput = (io: Terminal) => ({
  writeOut: (text: string) => void io.write(text),
  // Usage errors look like all other errors.
  writeErr: (text: string) => io.error(text.trimEnd().replace(/^error: /, 'linekeeper: input: ')),
  getOutHelpWidth: () => Math.min(io.width ?? maxHelpColumns, maxHelpColumns),
});

/** Help is not wider than this, even on a wider terminal. */
const maxHelpColumns = 100;

const flattenCommands = (command: Command): Command[] => [command, ...command.commands.flatMap(flattenCommands)];

function createToolCommand(tool: Tool, { environment, io }: CommandContext, setExitCode: SetExitCode): Command {
  const command = new Command(tool.command.at(-1)).summary(tool.title).description(tool.description);
  const schema = getOptionSchema(tool);
  const { properties = {}, required = [] } = schema;
  // A phone number may be typed in groups of digits.
  for (const name of required) command.argument(`<${name}...>`, properties[name]?.description);
  addToolOptions(command, tool);
  const hasLimit = properties.limit !== undefined;
  if (!hasLimit) command.option('--limit <number>', 'rows in total; all by default', parseLimit);
  command.option('--all', 'all rows, however many');
  if (properties.fields === undefined) command.addOption(createFieldsOption());
  command.addOption(new Option('--format <format>', 'table on a terminal, else json').choices(outputFormats));
  return command.action(async () => {
    const { runTool } = await import('./commands/tool.ts');
    const options: Record<string, unknown> = command.opts();
    const { all = false, fields, limit } = options;
    const positional = Object.fromEntries(required.map(name => [name, command.args.join(' ')]));
    const input = { ...readArguments(options, schema), ...positional };
    // Commander has validated `format` and parsed `fields` and `limit`.
    const output = {
      format: options.format as OutputFormat | undefined,
      columns: properties.fields === undefined ? (fields as string[] | undefined) : undefined,
      rowLimit: hasLimit ? undefined : (limit as number | undefined),
    };
    setExitCode(await runTool(tool, input, { environment, io, ...readGlobalOptions(command), all: all === true, ...output }));
  });
}

function addDoctor(root: Command, { environment, io }: CommandContext, setExitCode: SetExitCode): void {
  const command = root.command('doctor').description('Check every account step by step, and say what to do');
  command.action(async () => {
    const { runDoctor } = await import('./commands/doctor.ts');
    setExitCode(await runDoctor({ environment, io, ...readGlobalOptions(command) }));
  });
}

function addServers(root: Command, { environment, io }: CommandContext): void {
  root
    .command('mcp')
    .description('Serve MCP on standard input and output, or over HTTP')
    .option('--http <host:port>', 'serve over HTTP at this address, e.g. 127.0.0.1:8123')
    .action(async ({ http }: { http?: string }, command: Command) => {
      const options = { environment, io, ...readGlobalOptions(command) };
      if (http === undefined) return await (await import('./commands/mcp.ts')).serveMcp(options);
      const { parseListenAddress, serveMcpHttp } = await import('./commands/mcp-http.ts');
      await serveMcpHttp(options, parseListenAddress(http));
    });
  root
    .command('slack')
    .description('Answer /lines in Slack: a server on this machine, for a tunnel')
    .option('--port <number>', 'port to listen on', '3000')
    .action(async (options: { port: string }, command: Command) => {
      const { serveSlack } = await import('./commands/slack.ts');
      await serveSlack({ environment, io, ...readGlobalOptions(command), port: parsePort(options.port) });
    });
  root
    .command('sandbox')
    .description('Run the fake providers for other programs, on loopback')
    .option('--port <number>', 'port to listen on; any free one by default')
    .option('--story [time]', 'play a week in which lines change, with this time between two events (5s)')
    .action(async ({ port, story }: { port?: string; story?: string | true }) => {
      const { serveSandbox } = await import('./commands/sandbox.ts');
      const storyStepMs = story === undefined ? undefined : parseInterval(story === true ? '5s' : story, '--story');
      await serveSandbox({ port: port === undefined ? 0 : parsePort(port), io, storyStepMs });
    });
  root
    .command('tour', { hidden: true })
    .description('Show what Linekeeper does, with the built-in fake providers')
    .action(async () => {
      const { runTour } = await import('./commands/tour.ts');
      await runTour(io, environment);
    });
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new LinekeeperError('input', '"limit" must be a whole number of at least 1.', { field: 'limit' });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new LinekeeperError('input', '--port must be a whole number from 0 to 65535.', { field: 'port' });
}
