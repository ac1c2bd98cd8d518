// What stands below the options in the help of a command: examples, columns, variables, exit codes and the page.
import type { Fields, Tool } from '@linekeeper/core';
import { columnDescriptions } from '@linekeeper/questions';
import type { Command } from 'commander';
import { getExamples, getToolExamples } from './examples.ts';
import { type Definition, formatCommands, formatDefinitions, formatParagraph } from './text.ts';
import { generalVariables, listExitCodes, topics } from './topics.ts';

/** Where a command is documented, beside the provider's own page. */
const pages: Readonly<Record<string, string>> = {
  '': 'README.md',
  doctor: 'docs/accounts.md',
  init: 'docs/accounts.md',
  config: 'docs/mcp.md',
  completion: 'README.md',
  mcp: 'docs/mcp.md',
  slack: 'docs/slack.md',
  sandbox: 'README.md',
};

/** Gives the width of the help text. */
type GetWidth = () => number;

/** Adds the sections of the root command. */
export function addRootSections(command: Command, getWidth: GetWidth): void {
  command.addHelpText('after', () =>
    joinSections([
      formatCommands('Examples', getExamples('')),
      formatDefinitions(
        'Topics',
        Object.keys(topics).map((name): Definition => [`linekeeper help ${name}`, topicTitles[name] ?? '']),
        getWidth(),
      ),
      formatDefinitions('Environment variables', generalVariables, getWidth()),
      formatDefinitions('Exit codes', listExitCodes(), getWidth()),
      formatParagraph(`Page: ${pages['']}`, getWidth()),
    ]),
  );
}

const topicTitles: Readonly<Record<string, string>> = {
  fields: 'the columns, and what each means',
  errors: 'the errors, and their exit codes',
  accounts: 'how to set up your accounts',
};

/** Adds the sections of a command that is not a tool. */
export function addSections(command: Command, getWidth: GetWidth): void {
  const name = command.name();
  command.addHelpText('after', () =>
    joinSections([
      formatCommands('Examples', getExamples(name)),
      formatParagraph(`Accounts: linekeeper help accounts\nPage: ${pages[name] ?? pages['']}`, getWidth()),
    ]),
  );
}

/** Adds the sections of a tool's command. */
export function addToolSections(command: Command, tool: Tool, getWidth: GetWidth): void {
  command.addHelpText('after', () =>
    joinSections([
      formatCommands('Examples', getToolExamples(tool)),
      formatDefinitions('Columns of --fields', listColumns(tool), getWidth()),
      formatParagraph(
        `Accounts: linekeeper help accounts. Exit codes: linekeeper help errors.\nPage: ${tool.operation === undefined ? 'README.md' : `docs/operations.md; ${tool.operation.reference}`}`,
        getWidth(),
      ),
    ]),
  );
}

/** The columns that `--fields` may name, with what each means. */
function listColumns({ columns, operation }: Tool): Definition[] {
  if (operation !== undefined) return listFields(operation.row.fields);
  return (columns ?? []).map((name): Definition => [name, columnDescriptions[name] ?? '']);
}

const listFields = (fields: Fields, prefix = ''): Definition[] =>
  Object.entries(fields).flatMap(([name, field]): Definition[] => {
    if (field.secret) return [];
    return field.fields === undefined ? [[prefix + name, field.description]] : listFields(field.fields, `${prefix}${name}.`);
  });

const joinSections = (sections: readonly string[]): string => `\n${sections.join('\n')}`.trimEnd();
