// Reads settings written as JSON in a variable or a secret. Each function throws `config` with the location (`where`) and the expected value.
import { LinekeeperError } from '../errors.ts';
import { formatChoices, unknownNameMessage } from '../text/did-you-mean.ts';
import { isRecord } from '../text/json.ts';
import { isPlaceholder, placeholderProblem } from '../text/placeholder.ts';
import { findJsonMistake } from './json-mistake.ts';

/** Parses JSON. `example` completes "It must be …"; the text itself may hold secrets and is never quoted. */
export function parseJsonConfig(text: string, where: string, example: string): unknown {
  const mistake = findJsonMistake(text);
  if (mistake === undefined) return JSON.parse(text);
  const { line, column, explanation } = mistake;
  throw new LinekeeperError('config', `${where} is not valid JSON (line ${line}, column ${column}). It must be ${example}. ${explanation}`);
}

/** Reads an object that has no other keys than these. */
export function readObject(value: unknown, where: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new LinekeeperError('config', `${where} must be an object with ${formatChoices(keys)}.`);
  const unknown = Object.keys(value).find(key => !keys.includes(key));
  if (unknown !== undefined) throw new LinekeeperError('config', `${where}: ${unknownNameMessage('key', unknown, keys)}`);
  return { ...value };
}

/** Reads an array. `readEntry` gets each entry with its location, such as `…, rule 2`; `noun` names an entry, `example` shows the array. */
export function readArray<T>(
  value: unknown,
  where: string,
  { noun, example }: { noun: string; example: string },
  readEntry: (entry: unknown, where: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new LinekeeperError('config', `${where} must be a JSON array of ${noun}s: ${example}.`);
  return value.map((entry, index) => readEntry(entry, `${where}, ${noun} ${index + 1}`));
}

/** Reads a non-empty string that is not a placeholder, trimmed. */
export function readString(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new LinekeeperError('config', `${where} must be a non-empty string.`);
  if (isPlaceholder(value)) throw new LinekeeperError('config', `${where} ${placeholderProblem}.`);
  return value.trim();
}

/** Reads an array of non-empty strings, trimmed. */
export function readStrings(value: unknown, where: string): string[] {
  if (!Array.isArray(value)) throw new LinekeeperError('config', `${where} must be an array of strings.`);
  return value.map(entry => readString(entry, where));
}
