// Parses the text after `/lines` into a tool call or a request for help.
import {
  findClosest,
  getOwnEntry,
  isConditionsParameter,
  LinekeeperError,
  parseArgument,
  parseConditions,
  readNumberNotation,
  splitList,
  unknownNameMessage,
} from '@linekeeper/core/lite';
import type { CommandSpec, Parameter } from './command-catalog.ts';
import { type Tokens, tokenize } from './tokenize.ts';

/** A tool with its arguments, or the words after `help`. */
export type ParsedCommand = { help: readonly string[] } | { tool: string; input: Record<string, unknown> };

/** Alternative spellings of commands. */
const aliases: Readonly<Record<string, string>> = { lines: 'list', ls: 'list', '?': 'help', '-h': 'help' };

/** Options that ask for help, as they are typed in a shell. */
const helpKeys: readonly string[] = ['help'];

/** Command words in lower case, without the punctuation around them. */
const normalizeCommandWord = (word: string) => word.toLowerCase().replace(/(?<=\p{L})[.,:;!]+$/u, '');

/** Drops the name of the command itself, `/lines` or `linekeeper`, typed before one of its commands: `lines find 70305050`. */
function dropOwnName(words: readonly string[], commands: readonly CommandSpec[]): readonly string[] {
  const [first = '', second, ...rest] = words;
  if (first.toLowerCase() === '/lines' || first.toLowerCase() === 'linekeeper') return words.slice(1);
  if (second === undefined || normalizeCommandWord(first) !== 'lines') return words;
  const name = normalizeCommandWord(second);
  const isCommand = Object.hasOwn(aliases, name) || name === 'help' || commands.some(command => command.words[0] === name);
  return isCommand || isNumber([second, ...rest]) ? [second, ...rest] : words;
}

/** True if the words are a number, or begin like one: then `find` says what is wrong with it. */
const isNumber = (words: readonly string[]) =>
  /^[^\p{L}\d]{0,5}\p{Nd}|^(?:tel|sips?):/iu.test(words[0] ?? '') || !('problem' in readNumberNotation(words.join(' ')));

const normalizeKey = (key: string) =>
  key
    .replace(/^[-—–]+/, '')
    .replaceAll('-', '_')
    .toLowerCase();

const isParameterName = (name: string, commands: readonly CommandSpec[]) =>
  commands.some(({ parameters }) => parameters.some(parameter => parameter.name === normalizeKey(name)));

/** Parses the text after `/lines`. Throws `input` with the valid choices. */
export function parseCommand(text: string, commands: readonly CommandSpec[]): ParsedCommand {
  const { words: typedWords, pairs: typedPairs } = tokenize(text, name => isParameterName(name, commands));
  const [quoted] = typedWords;
  // The whole command in quotes.
  if (quoted !== undefined && typedWords.length === 1 && typedPairs.length === 0 && /\S\s+\S/.test(quoted))
    return parseCommand(quoted, commands);
  const words = dropOwnName(typedWords, commands);
  const [first, ...rest] = words;
  const pairs = typedPairs.filter(([key]) => !helpKeys.includes(key.toLowerCase()));
  const word = first === undefined ? undefined : (getOwnEntry(aliases, normalizeCommandWord(first)) ?? normalizeCommandWord(first));
  if (word === 'help' || pairs.length < typedPairs.length) return { help: (word === 'help' ? rest : words).map(normalizeCommandWord) };
  // Without a command word, filters alone list lines, and an empty text summarizes them. A number is looked up.
  if (word === undefined) return parseToolCall(findCommand([pairs.length > 0 ? 'list' : 'summary'], commands), [], pairs);
  if (isNumber(words)) return parseToolCall(findCommand(['find'], commands), words, pairs);
  const group = commands.filter(command => command.words.length > 1 && command.words[0] === word);
  if (group.length === 0) return parseToolCall(findCommand([word], commands), rest, pairs);
  const [second, ...others] = rest;
  if (second === undefined) return { help: [word] };
  return parseToolCall(findCommand([word, normalizeCommandWord(second)], group), others, pairs);
}

/**
 * Finds the command with this number of words and this last word; callers pass only the commands that share the first words.
 * Throws `input` with the nearest valid word.
 */
export function findCommand(words: readonly string[], commands: readonly CommandSpec[]): CommandSpec {
  const last = words.length - 1;
  const name = words[last]?.replaceAll('_', '-') ?? '';
  const found = commands.find(command => command.words.length === words.length && command.words[last] === name);
  if (found !== undefined) return found;
  const valid = [...new Set(commands.map(command => command.words[last]).filter(word => word !== undefined))];
  throw new LinekeeperError(
    'input',
    `${unknownNameMessage(last === 0 ? 'command' : 'list', name, last === 0 ? [...valid, 'help'] : valid)} /lines help lists all.`,
  );
}

function parseToolCall(
  { tool, words: commandWords, parameters }: CommandSpec,
  words: readonly string[],
  pairs: Tokens['pairs'],
): ParsedCommand {
  const required = parameters.find(parameter => parameter.required);
  const values = new Map<Parameter, string[]>();
  for (const [key, typed] of pairs) {
    const parameter = findParameter(key, parameters);
    // An option without a value: `--full`.
    const value = typed ?? (parameter.schema.type === 'boolean' ? 'true' : '');
    if (value === '')
      throw new LinekeeperError('input', `"${parameter.name}" needs a value: ${parameter.name}=…`, { field: parameter.name });
    values.set(parameter, [...(values.get(parameter) ?? []), value]);
  }
  if (words.length > 0 && required !== undefined) {
    const given = [...(values.get(required) ?? []), ...words];
    // The words of a phone number belong together; a list takes each as a value.
    values.set(required, required.schema.type === 'array' ? given : [given.join(' ')]);
  }
  if (required === undefined && words[0] !== undefined) throw bareWordError(words[0], parameters);
  if (required !== undefined && !values.has(required)) {
    throw new LinekeeperError(
      'input',
      `Which ${required.name}? Write /lines ${commandWords.join(' ')} and the ${required.name} (${required.help}).`,
      { field: required.name },
    );
  }
  return {
    tool,
    input: Object.fromEntries([...values].map(([parameter, texts]) => [parameter.name, parseParameterValue(parameter, texts)])),
  };
}

function findParameter(key: string, parameters: readonly Parameter[]): Parameter {
  const name = normalizeKey(key);
  const found = parameters.find(parameter => parameter.name === name);
  if (found === undefined) throw unknownFilterError(name, parameters);
  return found;
}

function unknownFilterError(name: string, parameters: readonly Parameter[]): LinekeeperError {
  const valid = parameters.map(parameter => parameter.name);
  return new LinekeeperError('input', unknownNameMessage('filter', name, valid), { field: name });
}

/** Error for a word where only `key=value` is allowed; suggests the filter whose values include a similar word. */
function bareWordError(word: string, parameters: readonly Parameter[]): LinekeeperError {
  const [, key] = /^([A-Za-z][-\w]*):/.exec(word) ?? [];
  if (key !== undefined) return unknownFilterError(normalizeKey(key), parameters);
  const suggestions = parameters.flatMap(({ name, schema }) => {
    const value = findClosest(word, getEnumValues(schema));
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const suggestion = suggestions[0] ?? `${parameters[0]?.name ?? 'status'}=…`;
  return new LinekeeperError('input', `"${word}" needs a key. Filters are written as key=value: did you mean ${suggestion}?`);
}

const getEnumValues = (schema: Parameter['schema']): string[] => (schema.enum ?? schema.items?.enum ?? []).map(String);

/** Parses the texts given for a parameter into a value of its type. Throws `input` with the valid choices. */
export function parseParameterValue({ name, schema }: Parameter, texts: readonly string[]): unknown {
  // Slack turns straight quotes into typographic ones, which are not valid JSON.
  if (isConditionsParameter(name, schema)) return parseConditions(texts.map(straightenQuotes), name);
  const valid = getEnumValues(schema);
  const typed = schema.type === 'array' ? texts.flatMap(splitList) : texts;
  // In any letter case, as far as that is one of the valid values.
  const values = typed.map(text => (valid.includes(text) ? text : (valid.find(one => one.toLowerCase() === text.toLowerCase()) ?? text)));
  const [only = ''] = values;
  if (schema.type !== 'array' && values.length > 1)
    throw new LinekeeperError('input', `"${name}" is given twice, but takes one value.`, { field: name });
  const unknown = valid.length === 0 ? undefined : values.find(value => !valid.includes(value));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownNameMessage(name, unknown, valid), { field: name });
  const straight = [schema.type].flat().includes('object') ? straightenQuotes(only) : only;
  const value = parseArgument(schema.type === 'array' ? values : straight, schema, name);
  checkInteger(name, schema, value);
  return value;
}

const straightenQuotes = (text: string) => text.replace(/[“”„]/g, '"');

function checkInteger(name: string, { type, minimum, maximum }: Parameter['schema'], value: unknown): void {
  if (type !== 'integer') return;
  if (typeof value === 'number' && value >= (minimum ?? value) && value <= (maximum ?? value)) return;
  const bounds = [minimum === undefined ? '' : ` from ${minimum}`, maximum === undefined ? '' : ` to ${maximum}`].join('');
  throw new LinekeeperError('input', `"${name}" must be a whole number${bounds}.`, { field: name });
}
