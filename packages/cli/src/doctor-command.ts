// The command `doctor` in the command tree.
import type { Command } from 'commander';
import type { CommandContext, SetExitCode } from './context.ts';
import { readGlobalOptions } from './global-options.ts';

/** Adds the command to the root command. */
export function addDoctorCommand(root: Command, context: CommandContext, setExitCode: SetExitCode): void {
  root
    .command('doctor')
    .description('Check every account step by step, and say what to do')
    .option('--verbose', 'report each request on stderr')
    .action(async ({ verbose = false }: { verbose?: boolean }, command: Command) => {
      const { runDoctor } = await import('./commands/doctor.ts');
      setExitCode(await runDoctor({ ...readGlobalOptions(command, context), verbose }));
    });
}
