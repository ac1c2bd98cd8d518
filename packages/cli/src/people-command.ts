// The shell command of `compare_people`: it takes a file where the tool takes a list.
import { createQuestionTool } from '@linekeeper/core';
import { createPeopleQuestion } from '@linekeeper/questions';
import type { Command } from 'commander';
import type { CommandContext, SetExitCode } from './context.ts';
import { createToolCommand, type RunCommand } from './tool-command.ts';

const columns = ['name', 'email', 'id', 'department'];

/** Creates the command. */
export function createPeopleCommand(context: CommandContext, setExitCode: SetExitCode): Command {
  const run: RunCommand = async (_, input, options, command) => {
    const { runPeople } = await import('./commands/people.ts');
    const names: Record<string, unknown> = command.opts();
    const given = columns.flatMap(column => {
      const name = names[`${column}Column`];
      return typeof name === 'string' ? [[column, name]] : [];
    });
    return await runPeople({ path: command.args[0] ?? '', columns: Object.fromEntries(given) }, input, options);
  };
  const command = createToolCommand(createQuestionTool(createPeopleQuestion([])), context, setExitCode, run);
  command.argument('<file>', 'list of people: CSV, TSV, JSON or XLSX; - for standard input');
  for (const column of columns)
    command.option(`--${column}-column <column>`, `column of the ${column}: its name or number, if it is not found`);
  return command;
}
