// The commands of the first hour: `init`, `config` and `completion`.
import { Argument, type Command, Option } from 'commander';
import { shells } from './completion/shells.ts';
import type { CommandContext } from './context.ts';
import { readGlobalOptions } from './history-commands.ts';
import { hosts } from './hosts/hosts.ts';
import type { SetExitCode } from './tool-command.ts';

/** Adds the commands to the root command. */
export function addSetupCommands(root: Command, { environment, io }: CommandContext, setExitCode: SetExitCode): void {
  root
    .command('init')
    .description('Set up accounts: asks, checks, and writes the accounts file')
    .option('--print', 'print the accounts instead of writing a file')
    .addOption(new Option('--file <path>', 'the accounts file, if not the usual one').conflicts('print'))
    .action(async ({ print = false, file }: { print?: boolean; file?: string }) => {
      const { runInit } = await import('./commands/init.ts');
      setExitCode(await runInit({ environment, io, print, file }));
    });
  root
    .command('config')
    .description('Print the configuration of an assistant, without credentials')
    .addArgument(createChoice('<host>', 'the assistant', Object.keys(hosts)))
    .option('--http <url>', 'for a server at this address, e.g. https://lines.example/mcp')
    .action(async (host: string, { http }: { http?: string }, command: Command) => {
      const { printConfig } = await import('./commands/config.ts');
      await printConfig({ environment, io, ...readGlobalOptions(command), host, url: http });
    });
  root
    .command('completion')
    .description('Print a script that completes commands, options and values in a shell')
    .addArgument(createChoice('<shell>', 'the shell', Object.keys(shells)))
    .action(async (shell: string) => {
      const { printCompletionScript } = await import('./commands/completion.ts');
      await printCompletionScript(shell, io);
    });
}

/** An argument with listed values. The command checks it, since it can suggest the nearest one. */
function createChoice(name: string, description: string, choices: readonly string[]): Argument {
  const argument = new Argument(name, description);
  argument.argChoices = [...choices];
  return argument;
}
