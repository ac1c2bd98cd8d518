// Takes arguments as MCP hosts and agents write them for what they mean, before the strict validation. What has two meanings stays as it is.

import type { JsonSchema } from '../model/json-schema.ts';
import { isNestedDeeper, isRecord, parseLosslessJson } from '../text/json.ts';
import { maxJsonDepth } from '../text/json-depth.ts';
import { getOwnEntry } from '../text/own-entry.ts';
import { splitEntries } from '../text/phrases.ts';

/** Arguments that hosts add to the calls of any tool, and the host of each. */
const hostArguments: ReadonlyMap<string, string> = new Map([
  ['wait_for_previous', 'Gemini CLI'],
  ['toolCallId', 'n8n'],
  ['sessionId', 'n8n'],
  ['random_string', 'Cursor'],
  ['task_progress', 'Cline'],
  ['_placeholder', 'opencode'],
]);

/**
 * Returns the arguments in the types of the schema. Null, empty strings and empty lists of optional arguments are left out, and so is what
 * hosts add. Valid arguments keep their meaning; what matches no rule is returned unchanged, for `parseInput` to reject.
 */
export function normalizeInput(input: unknown, schema: JsonSchema): unknown {
  const given = typeof input === 'string' ? parseObjectText(input) : (input ?? {});
  if (!isRecord(given)) return given;
  const { properties = {} } = schema;
  const own = Object.entries(given).filter(([name]) => Object.hasOwn(properties, name) || !hostArguments.has(name));
  return normalizeProperties(Object.fromEntries(own), schema);
}

function normalizeProperties(given: Record<string, unknown>, { properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const normalized: [string, unknown][] = [];
  for (const [name, value] of Object.entries(given)) {
    const property = getOwnEntry(properties, name);
    if (property === undefined) normalized.push([name, value]);
    else if (required.includes(name)) normalized.push([name, normalizeValue(value, property)]);
    else {
      const taken = isEmpty(value) ? undefined : normalizeValue(value, property);
      if (!isEmpty(taken)) normalized.push([name, taken]);
    }
  }
  return Object.fromEntries(normalized);
}

const isEmpty = (value: unknown): boolean => (value ?? '') === '' || (Array.isArray(value) && value.length === 0);

/** Returns one value in the type of its schema, or unchanged if it has no meaning in that type. */
export function normalizeValue(value: unknown, schema: JsonSchema): unknown {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return typeof value === 'string' ? parseNumberText(value) : value;
    case 'boolean':
      return typeof value === 'string' ? parseBooleanText(value) : value;
    case 'string':
      return schema.enum === undefined ? toDigits(value) : matchChoice(toDigits(value), schema.enum);
    case 'array':
      return toList(value, schema.items ?? {});
    case 'object': {
      const object = typeof value === 'string' ? parseObjectText(value) : value;
      // The names of other objects are examples, and their values may have any type: those of a filter, or of `where`.
      return isRecord(object) && schema.additionalProperties === false ? normalizeProperties(object, schema) : object;
    }
    default:
      return value;
  }
}

/** A number that a double cannot hold stays text. */
function parseNumberText(text: string): unknown {
  if (!/^\s*-?\d+(?:\.\d+)?\s*$/.test(text)) return text;
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}

function parseBooleanText(text: string): unknown {
  const word = text.trim().toLowerCase();
  return word === 'true' || (word === 'false' ? false : text);
}

/** Numbers and ids are strings of digits; a host may write them as a JSON number. Beyond 2^53 the digits were lost on the way. */
const toDigits = (value: unknown): unknown =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : value;

/** The choice that the text names in another letter case; the text itself if it names none, or several. */
function matchChoice(value: unknown, choices: readonly (string | number)[]): unknown {
  if (typeof value !== 'string' || choices.includes(value)) return value;
  const word = value.trim().toLowerCase();
  const [choice, ...others] = choices.filter(candidate => String(candidate).toLowerCase() === word);
  return choice === undefined || others.length > 0 ? value : choice;
}

/** One value becomes a list of one. Entries are names and choices, which contain no comma: a text with commas is several entries. */
function toList(value: unknown, items: JsonSchema): unknown {
  const list = typeof value === 'string' ? parseListText(value, items) : isEntry(value, items) ? [value] : value;
  if (!Array.isArray(list)) return list;
  const entries = items.type === 'string' ? list.flatMap(splitEntry) : list;
  return entries.map(entry => normalizeValue(entry, items));
}

const isEntry = (value: unknown, { type }: JsonSchema): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (type === 'object' && isRecord(value));

/** A list as JSON, or without quotes as some agents write it: `[down, blocked]`. */
function parseListText(text: string, { type }: JsonSchema): unknown {
  const [, inner] = /^\s*\[(.*)\]\s*$/s.exec(text) ?? [];
  if (inner === undefined) return [type === 'object' ? parseObjectText(text) : text];
  const list = tryParseJson(text);
  if (Array.isArray(list) || type !== 'string') return list ?? text;
  return inner.split(',').map(entry => entry.trim().replace(/^(['"])(.*)\1$/s, '$2'));
}

const splitEntry = (entry: unknown): unknown[] => (typeof entry === 'string' && entry.includes(',') ? splitEntries(entry) : [entry]);

function parseObjectText(text: string): unknown {
  const value = text.trimStart().startsWith('{') ? tryParseJson(text) : undefined;
  return isRecord(value) ? value : text;
}

/** Undefined for text that is not JSON, or nested too deeply: such arguments are refused anyway. */
function tryParseJson(text: string): unknown {
  try {
    const value = parseLosslessJson(text);
    return isNestedDeeper(value, maxJsonDepth) ? undefined : value;
  } catch {
    return undefined;
  }
}
