// The commands for the first steps: `init`, `config`, `completion`, and the hidden `tour` of `pnpm start`.
import { Argument, type Command, Option } from 'commander';
import { shells } from './completion/shells.ts';
import type { CommandContext, SetExitCode } from './context.ts';
import { readGlobalOptions } from './global-options.ts';
import { hosts } from './hosts/hosts.ts';

/** Adds the commands to the root command. */
export function addSetupCommands(root: Command, context: CommandContext, setExitCode: SetExitCode): void {
  root
    .command('init')
    .description('Set up accounts: asks, checks, and writes the accounts file')
    .option('--print', 'print the accounts instead of writing a file')
    .addOption(new Option('--file <path>', 'the accounts file, if not the usual one').conflicts('print'))
    .action(async ({ print = false, file }: { print?: boolean; file?: string }) => {
      const { runInit } = await import('./commands/init.ts');
      setExitCode(await runInit({ ...context, print, file }));
    });
  root
    .command('config')
    .description('Print the configuration of an assistant, without credentials')
    .addArgument(createChoice('<host>', 'the assistant', Object.keys(hosts)))
    .option('--http <url>', 'for a server at this address, e.g. https://lines.example/mcp')
    .action(async (host: string, { http }: { http?: string }, command: Command) => {
      const { printConfig } = await import('./commands/config.ts');
      await printConfig({ ...readGlobalOptions(command, context), host, url: http });
    });
  root
    .command('completion')
    .description('Print a script that completes commands, options and values in a shell')
    .addArgument(createChoice('<shell>', 'the shell', Object.keys(shells)))
    .action(async (shell: string) => {
      const { printCompletionScript } = await import('./commands/completion.ts');
      await printCompletionScript(shell, context.io);
    });
  root
    .command('tour', { hidden: true })
    .description('Show what Linekeeper does, with the built-in fake providers')
    .action(async () => {
      const { runTour } = await import('./commands/tour.ts');
      await runTour(context);
    });
}

/** An argument with listed values. The command checks it, since it can suggest the nearest one. */
function createChoice(name: string, description: string, choices: readonly string[]): Argument {
  const argument = new Argument(name, description);
  argument.argChoices = [...choices];
  return argument;
}
