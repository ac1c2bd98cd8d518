// Settings that people write as JSON, in a variable or a secret: each mistake gets a sentence that says what must stand where.
import { LinekeeperError } from '../errors.ts';
import { listed, unknownName } from '../text/did-you-mean.ts';

/** The JSON of a text. `example` shows what belongs there. Throws `config`, as all of these do. */
export function jsonIn(text: string, where: string, example: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new LinekeeperError('config', `${where} is not valid JSON${placeIn(thrown)}. It must be ${example}.`);
  }
}

/** Where the engine stopped reading. The rest of its sentence repeats what stands there. */
const placeIn = (thrown: unknown): string => {
  const [, line, column] = thrown instanceof SyntaxError ? (/\(line (\d+) column (\d+)\)$/.exec(thrown.message) ?? []) : [];
  return line === undefined ? '' : ` (line ${line}, column ${column})`;
};

/** An object with no other keys than these. */
export function objectIn(value: unknown, where: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LinekeeperError('config', `${where} must be an object with ${listed(keys)}.`);
  const unknown = Object.keys(value).find(key => !keys.includes(key));
  if (unknown !== undefined) throw new LinekeeperError('config', `${where}: ${unknownName('key', unknown, keys)}`);
  return { ...value };
}

/** A list, each entry read by `read`, which is told where it stands: `noun` is what the entries are called. */
export function listIn<T>(
  value: unknown,
  where: string,
  { noun, example }: { noun: string; example: string },
  read: (entry: unknown, where: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new LinekeeperError('config', `${where} must be a JSON list of ${noun}s: ${example}.`);
  return value.map((entry, index) => read(entry, `${where}, ${noun} ${index + 1}`));
}

/** A text that is not empty. */
export function textIn(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new LinekeeperError('config', `${where} must be a text that is not empty.`);
  return value.trim();
}

/** A list of such texts. */
export function textsIn(value: unknown, where: string): string[] {
  if (!Array.isArray(value)) throw new LinekeeperError('config', `${where} must be a list of texts.`);
  return value.map(one => textIn(one, where));
}
