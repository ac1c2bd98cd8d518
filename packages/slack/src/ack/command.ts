// What the words after `/lines` ask: a tool with its arguments, or help.
import { LinekeeperError, listOf, nearest, typed, unknownName } from '@linekeeper/core/lite';
import type { Parameter, Topic } from './command-catalog.ts';
import { split } from './tokenize.ts';

export type Command = { help: readonly string[] } | { tool: string; input: Record<string, unknown> };

/** Other words for the same. */
const synonyms: Readonly<Record<string, string>> = { lines: 'list', ls: 'list', '?': 'help', '--help': 'help', '-h': 'help' };

/** Reads a command. Throws `input` with what would be valid. */
export function read(text: string, topics: readonly Topic[]): Command {
  const { words, pairs } = split(text);
  const [first, ...rest] = words;
  const word = first === undefined ? undefined : (synonyms[first.toLowerCase()] ?? first.toLowerCase());
  if (word === 'help') return { help: rest.map(one => one.toLowerCase()) };
  // Filters alone ask for lines; nothing at all for how they are; a number for who has it.
  if (word === undefined) return asked(topicFor([pairs.length > 0 ? 'list' : 'summary'], topics), [], pairs);
  if (/^\+?[\d(]/.test(word)) return asked(topicFor(['find'], topics), words, pairs);
  const group = topics.filter(({ words: own }) => own.length > 1 && own[0] === word);
  if (group.length === 0) return asked(topicFor([word], topics), rest, pairs);
  const [second, ...others] = rest;
  if (second === undefined) return { help: [word] };
  return asked(topicFor([word, second.toLowerCase()], group), others, pairs);
}

/** The topic of exactly these words. Throws `input` with the nearest. */
export function topicFor(words: readonly string[], topics: readonly Topic[]): Topic {
  const at = words.length - 1;
  const given = words[at]?.replaceAll('_', '-') ?? '';
  const found = topics.find(topic => topic.words.length === words.length && topic.words[at] === given);
  if (found !== undefined) return found;
  const valid = [...new Set(topics.map(topic => topic.words[at]).filter(word => word !== undefined))];
  throw new LinekeeperError(
    'input',
    `${unknownName(at === 0 ? 'command' : 'list', given, at === 0 ? [...valid, 'help'] : valid)} /lines help lists all.`,
  );
}

function asked({ tool, words: own, parameters }: Topic, words: readonly string[], pairs: readonly [string, string][]): Command {
  const required = parameters.find(parameter => parameter.required);
  const given = new Map<Parameter, string[]>();
  for (const [key, value] of pairs) {
    const parameter = parameterFor(key, parameters);
    if (value === '')
      throw new LinekeeperError('input', `"${parameter.name}" needs a value: ${parameter.name}=…`, { field: parameter.name });
    given.set(parameter, [...(given.get(parameter) ?? []), value]);
  }
  if (words.length > 0 && required !== undefined) given.set(required, [...(given.get(required) ?? []), words.join(' ')]);
  else if (words[0] !== undefined) throw lonely(words[0], parameters);
  if (required !== undefined && !given.has(required)) {
    throw new LinekeeperError(
      'input',
      `Which ${required.name}? Write /lines ${own.join(' ')} and the ${required.name} (${required.help}).`,
      { field: required.name },
    );
  }
  return { tool, input: Object.fromEntries([...given].map(([parameter, texts]) => [parameter.name, argument(parameter, texts)])) };
}

function parameterFor(key: string, parameters: readonly Parameter[]): Parameter {
  const name = key
    .replace(/^[-—–]+/, '')
    .replaceAll('-', '_')
    .toLowerCase();
  const found = parameters.find(parameter => parameter.name === name);
  if (found === undefined)
    throw new LinekeeperError(
      'input',
      unknownName(
        'filter',
        name,
        parameters.map(parameter => parameter.name),
      ),
      { field: name },
    );
  return found;
}

/** A word that stands where only `key=value` may: whose value could it be? */
function lonely(word: string, parameters: readonly Parameter[]): LinekeeperError {
  const near = parameters.flatMap(({ name, schema }) => {
    const value = nearest(word, valuesOf(schema));
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const example = near[0] ?? `${parameters[0]?.name ?? 'status'}=…`;
  return new LinekeeperError('input', `"${word}" stands alone. Filters are written as key=value: did you mean ${example}?`);
}

const valuesOf = ({ enum: own, items }: Parameter['schema']): string[] => (own ?? items?.enum ?? []).map(String);

/** The value that the texts stand for. Throws `input` with what would be valid. */
export function argument({ name, schema }: Parameter, texts: readonly string[]): unknown {
  const values = schema.type === 'array' ? texts.flatMap(listOf) : texts;
  const [only = ''] = values;
  if (schema.type !== 'array' && values.length > 1)
    throw new LinekeeperError('input', `"${name}" is given twice, and takes one value.`, { field: name });
  const valid = valuesOf(schema);
  const unknown = valid.length === 0 ? undefined : values.find(value => !valid.includes(value));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownName(name, unknown, valid), { field: name });
  // Slack makes quotes round, which JSON does not know.
  const straight = [schema.type].flat().includes('object') ? only.replace(/[“”„]/g, '"') : only;
  const value = typed(schema.type === 'array' ? values : straight, schema, name);
  checkNumber(name, schema, value);
  return value;
}

function checkNumber(name: string, { type, minimum, maximum }: Parameter['schema'], value: unknown): void {
  if (type !== 'integer') return;
  if (typeof value === 'number' && value >= (minimum ?? value) && value <= (maximum ?? value)) return;
  const bounds = [minimum === undefined ? '' : ` from ${minimum}`, maximum === undefined ? '' : ` to ${maximum}`].join('');
  throw new LinekeeperError('input', `"${name}" must be a whole number${bounds}.`, { field: name });
}
