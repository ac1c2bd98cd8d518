// `/lines help`: every command, or one of them with its filters, as the records state them.
import { type Message, privately } from '../message.ts';
import { topicFor } from './command.ts';
import type { Parameter, Topic } from './command-catalog.ts';

/** Help for a topic, a group of topics, or all. Throws `input` with the nearest topic. */
export function helpFor(words: readonly string[], topics: readonly Topic[]): Message {
  const [first] = words;
  if (first === undefined || first === 'help') return overview(topics);
  const own = first === 'lines' ? ['list'] : words;
  const group = topics.filter(topic => topic.words.length > 1 && topic.words[0] === first);
  if (group.length > 0 && own.length === 1) return privately(group.map(summed), `/lines ${first}`);
  return topicHelp(topicFor(own, group.length > 0 ? group : topics));
}

const summed = ({ words, title }: Topic) => `/lines ${words.join(' ')} – ${title}`;

function overview(topics: readonly Topic[]): Message {
  const lines = [
    '/lines – how the lines are, and what is wrong',
    ...topics.map(summed),
    '/lines help TOPIC – the filters of a command',
    '',
    'Filters are written as key=value, several values with commas, blanks in quotes:',
    '/lines list status=down,blocked owner="lars hansen"',
    'Answers are private until you press Share.',
  ];
  return privately(lines, 'Linekeeper: lines and numbers of all accounts');
}

function topicHelp({ words, title, description, parameters }: Topic): Message {
  const required = parameters.filter(parameter => parameter.required).map(({ name }) => ` ${name.toUpperCase()}`);
  const filters = parameters.filter(parameter => !parameter.required).map(filter);
  return privately([`/lines ${words.join(' ')}${required.join('')}`, description, ...(filters.length > 0 ? ['', ...filters] : [])], title);
}

const filter = ({ name, help }: Parameter) => `${name}= ${help}`;
