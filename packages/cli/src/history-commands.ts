// The commands of the history in the command tree: snapshot, watch, and what takes care of its file.
import { createQuestionTool, type JsonSchema, type Tool } from '@linekeeper/core';
import { historyQuestions } from '@linekeeper/history';
import { type Command, Option } from 'commander';
import type { CommandContext, CommandOptions, SetExitCode } from './context.ts';
import { readGlobalOptions } from './global-options.ts';
import { parseInterval } from './interval.ts';
import { addToolOptions, readArguments } from './options.ts';

/** Arguments of `list_changes` that make no sense while changes come. */
const pagingArguments: readonly string[] = ['since', 'until', 'limit', 'cursor'];

/** Adds `snapshot`, `watch` and `history`. */
export function addHistoryCommands(root: Command, context: CommandContext, setExitCode: SetExitCode): void {
  const options = (command: Command) => readGlobalOptions(command, context);
  root
    .command('snapshot')
    .description('Take a snapshot of all lines for the history, for cron for instance')
    .action(async (_: object, command: Command) => {
      const { runSnapshot } = await import('./commands/snapshot.ts');
      setExitCode(await runSnapshot(options(command)));
    });
  const watch = root
    .command('watch')
    .description('Take snapshots until you press Ctrl-C, and print each change as it comes')
    .option('--every <time>', 'time between two snapshots, e.g. 30s, 5m, 1h', '5m');
  const { tool, schema } = createWatchSchema();
  addToolOptions(watch, { ...tool, inputSchema: schema });
  watch.addOption(new Option('--format <format>', 'text on a terminal, else ndjson').choices(['text', 'ndjson']));
  watch.action(async (values: Record<string, unknown>) => {
    const { runWatch } = await import('./commands/watch.ts');
    const { format, every } = values;
    const input = readArguments(values, schema);
    await runWatch({
      ...options(watch),
      tool,
      input,
      everyMs: parseInterval(String(every), '--every'),
      isText: format === undefined ? context.io.isTerminal : format === 'text',
    });
  });
  addMaintenance(root, options);
}

/** The tool whose filters `watch` takes, and the schema of those. */
function createWatchSchema(): { tool: Tool; schema: JsonSchema } {
  const question = historyQuestions[0];
  if (question === undefined) throw new Error('the history has no question');
  const tool = createQuestionTool(question, { maxRows: Number.MAX_SAFE_INTEGER });
  const properties = Object.entries(tool.inputSchema.properties ?? {}).filter(([name]) => !pagingArguments.includes(name));
  return { tool, schema: { ...tool.inputSchema, properties: Object.fromEntries(properties) } };
}

function addMaintenance(root: Command, options: (command: Command) => CommandOptions): void {
  const group = root.command('history').description('Look after the history of this machine');
  group
    .command('info')
    .description('Print what the history holds, and who writes to it')
    .action(async (_: object, command: Command) => await (await import('./commands/history.ts')).printInfo(options(command)));
  group
    .command('prune')
    .description('Remove what changed before a moment; the lines stay as they are')
    .requiredOption('--before <when>', 'a date, or 400d, monday, …')
    .action(async ({ before }: { before: string }, command: Command) => {
      await (await import('./commands/history.ts')).prune(before, options(command));
    });
  group
    .command('export')
    .description('Write all changes as CSV, oldest last')
    .option('--since <when>', 'only changes since then: a date, monday, 7d, …')
    .option('--until <when>', 'only changes until then')
    .option('--output <file>', 'write to this file instead of standard output')
    .action(async (values: { since?: string; until?: string; output?: string }, command: Command) => {
      await (await import('./commands/history.ts')).exportChanges(values, options(command));
    });
}
