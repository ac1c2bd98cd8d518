// The commands of the shell, made from the tools.
import { defineQuestion, errorCodes, LinekeeperError, listTool, type Tool } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { Command, CommanderError, Option } from 'commander';
import type { Surroundings } from './context.ts';
import { addParameters, argumentsOf, fieldsOption, withDashes } from './options.ts';
import { type Format, formats } from './print/index.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** No answer of the shell's is cut for a model. */
const mostRows = Number.MAX_SAFE_INTEGER;

/** Runs the command that the arguments name; the answer is the exit code. Throws what the command throws. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  let code = 0;
  const root = rootCommand(argv, surroundings, exit => {
    code = exit;
  });
  try {
    await root.parseAsync(wordsOf(argv).map(withDashes), { from: 'user' });
    return code;
  } catch (thrown) {
    // Commander has said its sentence already; help and version are no failures.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : errorCodes.input.exit;
    throw thrown;
  }
}

/** The ways in which people ask a command for help before they know it. */
function wordsOf(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === undefined || first === 'help') return [...rest, '--help'];
  return first === 'version' ? ['--version'] : argv;
}

type Ends = (code: number) => void;

/** Only the group that the arguments name is filled with its commands: the others' parameters would be worked out in vain. */
function rootCommand(argv: readonly string[], surroundings: Surroundings, ends: Ends): Command {
  const root = new Command('linekeeper')
    .description('Answers questions about telephony lines and numbers across providers. It only reads.')
    .version(version, '--version', 'print the version')
    .configureHelp({ showGlobalOptions: true });
  for (const question of questions) root.addCommand(toolCommand(defineQuestion(question, { mostRows }), surroundings, ends));
  addDoctor(root, surroundings, ends);
  for (const provider of providers) {
    const group = root.command(provider.name).description(`Lists of ${provider.title}`);
    const own = argv.includes(provider.name) ? operations.filter(operation => operation.provider === provider) : [];
    for (const operation of own) group.addCommand(toolCommand(listTool(operation, { mostRows }), surroundings, ends));
  }
  addServers(root, surroundings);
  for (const command of withinTree(root)) {
    // Wherever it stands in the line; help shows it once.
    const sandbox = new Option('--sandbox', 'ask the built-in stand-ins instead of real accounts');
    command.addOption(command === root ? sandbox : sandbox.hideHelp());
    command.helpOption('-h, --help', 'print this help').helpCommand(false).exitOverride().configureOutput(outputOf(surroundings.io));
  }
  return root;
}

const outputOf = (io: Terminal) => ({
  writeOut: (text: string) => void io.write(text),
  // Usage errors read like all others.
  writeErr: (text: string) => io.error(text.trimEnd().replace(/^error: /, 'linekeeper: input: ')),
  getOutHelpWidth: () => Math.min(io.width ?? helpWidth, helpWidth),
});

/** Help is easiest to read in lines of this length. */
const helpWidth = 100;

const withinTree = (command: Command): Command[] => [command, ...command.commands.flatMap(withinTree)];

function toolCommand(tool: Tool, { environment, io }: Surroundings, ends: Ends): Command {
  const command = new Command(tool.command.at(-1)).summary(tool.title).description(tool.description);
  const { properties = {}, required = [] } = tool.inputSchema;
  // A number may be typed as it is spoken, in groups.
  for (const name of required) command.argument(`<${name}...>`, properties[name]?.description);
  addParameters(command, tool);
  const limited = properties.limit !== undefined;
  if (!limited) command.option('--limit <number>', 'rows in total; all by default', wholeNumber);
  command.option('--all', 'all rows, however many');
  if (properties.fields === undefined) command.addOption(fieldsOption());
  command.addOption(new Option('--format <format>', 'table on a terminal, else json').choices(formats));
  return command.action(async () => {
    const { runTool } = await import('./commands/tool.ts');
    const options: Record<string, unknown> = command.opts();
    const { all = false, fields, limit } = options;
    const positional = Object.fromEntries(required.map(name => [name, command.args.join(' ')]));
    const input = { ...argumentsOf(options, tool.inputSchema), ...positional };
    // Commander has checked the choice, made a list of the fields and a number of the limit.
    const asking = {
      format: options.format as Format | undefined,
      columns: properties.fields === undefined ? (fields as string[] | undefined) : undefined,
      most: limited ? undefined : (limit as number | undefined),
    };
    ends(await runTool(tool, input, { environment, io, sandbox: sandboxed(command), all: all === true, ...asking }));
  });
}

const sandboxed = (command: Command) => command.optsWithGlobals<{ sandbox?: boolean }>().sandbox === true;

function addDoctor(root: Command, { environment, io }: Surroundings, ends: Ends): void {
  const command = root.command('doctor').description('Check every account step by step, and say what to do');
  command.action(async () => {
    const { runDoctor } = await import('./commands/doctor.ts');
    ends(await runDoctor({ environment, io, sandbox: sandboxed(command) }));
  });
}

function addServers(root: Command, { environment, io }: Surroundings): void {
  root
    .command('mcp')
    .description('Serve assistants: MCP on standard input and output, or over HTTP')
    .option('--http <host:port>', 'serve over HTTP at this address, e.g. 127.0.0.1:8123')
    .action(async ({ http }: { http?: string }, command: Command) => {
      const options = { environment, io, sandbox: sandboxed(command) };
      if (http === undefined) return await (await import('./commands/mcp.ts')).serveMcp(options);
      const { addressIn, serveMcpHttp } = await import('./commands/mcp-http.ts');
      await serveMcpHttp(options, addressIn(http));
    });
  root
    .command('slack')
    .description('Answer /lines in Slack: a server on this machine, for a tunnel')
    .option('--port <number>', 'port to listen on', '3000')
    .action(async (options: { port: string }, command: Command) => {
      const { serveSlack } = await import('./commands/slack.ts');
      await serveSlack({ environment, io, sandbox: sandboxed(command), port: portOf(options.port) });
    });
  root
    .command('sandbox')
    .description('Run the stand-in providers for other programs, on loopback')
    .option('--port <number>', 'port to listen on; any free one by default')
    .action(async (options: { port?: string }) => {
      const { serveSandbox } = await import('./commands/sandbox.ts');
      await serveSandbox(options.port === undefined ? 0 : portOf(options.port), io);
    });
  root
    .command('tour', { hidden: true })
    .description('Show what Linekeeper does, with the built-in stand-ins')
    .action(async () => {
      const { tour } = await import('./commands/tour.ts');
      await tour(io, environment);
    });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new LinekeeperError('input', '"limit" must be a whole number of at least 1.', { field: 'limit' });
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new LinekeeperError('input', '--port must be a whole number from 0 to 65535.', { field: 'port' });
}
