// `/lines help`: all commands, or one command with its filters, generated from the command catalog.
import { ephemeral, type Message } from '../message.ts';
import { findCommand } from './command.ts';
import type { CommandSpec, Parameter } from './command-catalog.ts';

/** Help for a command, for a provider's commands, or for all. `topics` are further ones. Throws `input` with the nearest command. */
export function renderHelp(words: readonly string[], commands: readonly CommandSpec[], topics: readonly string[] = []): Message {
  const [first] = words;
  if (first === undefined || first === 'help') return renderOverview(commands, topics);
  const commandWords = first === 'lines' ? ['list'] : words;
  const group = commands.filter(command => command.words.length > 1 && command.words[0] === first);
  if (group.length > 0 && commandWords.length === 1) return ephemeral(group.map(formatSummary), `/lines ${first}`);
  return renderCommandHelp(findCommand(commandWords, group.length > 0 ? group : commands));
}

const formatSummary = ({ words, title }: CommandSpec) => `/lines ${words.join(' ')} – ${title}`;

function renderOverview(commands: readonly CommandSpec[], topics: readonly string[]): Message {
  const textLines = [
    '/lines – status of all lines, and what is wrong',
    ...commands.map(formatSummary),
    '/lines help COMMAND – the filters of a command',
    ...topics,
    '',
    'Write filters as key=value; separate several values by commas, and put values with spaces in quotes:',
    '/lines list status=down,blocked owner="lars hansen"',
    'Answers are private until you press Share.',
  ];
  return ephemeral(textLines, 'Linekeeper: lines and numbers of all accounts');
}

function renderCommandHelp({ words, title, description, parameters }: CommandSpec): Message {
  const required = parameters.filter(parameter => parameter.required).map(({ name }) => ` ${name.toUpperCase()}`);
  const filters = parameters.filter(parameter => !parameter.required).map(formatFilter);
  return ephemeral([`/lines ${words.join(' ')}${required.join('')}`, description, ...(filters.length > 0 ? ['', ...filters] : [])], title);
}

const formatFilter = ({ name, help }: Parameter) => `${name}= ${help}`;
