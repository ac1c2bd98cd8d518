// Takes JSON-RPC messages as MCP clients write them: some send null, or an empty cursor, for what is not given.
import { isNestedDeeper, isRecord } from '@linekeeper/core';

/** Returns a message without parameters that are null, and without an empty cursor. Anything else is returned unchanged. */
export function normalizeMessage(message: unknown): unknown {
  if (!isRecord(message) || !('params' in message)) return message;
  const { params, ...rest } = message;
  if (params === null) return rest;
  if (!isRecord(params)) return message;
  const given = Object.entries(params).filter(([name, value]) => value !== null && !(name === 'cursor' && value === ''));
  return { ...rest, params: message.method === 'prompts/get' ? normalizePrompt(Object.fromEntries(given)) : Object.fromEntries(given) };
}

/** The arguments of a prompt are strings; null is not given. */
function normalizePrompt({ arguments: input, ...params }: Record<string, unknown>): Record<string, unknown> {
  if (!isRecord(input)) return input === undefined ? params : { ...params, arguments: input };
  const given = Object.entries(input).filter(([, value]) => value !== null);
  const texts = given.map(([name, value]) => [name, Number.isSafeInteger(value) ? String(value) : value]);
  return { ...params, arguments: Object.fromEntries(texts) };
}

/** The deepest message that is passed to the SDK, whose validation has no bound of its own. */
const maxMessageDepth = 100;

/** What is answered to a message that is too deep. */
export const tooDeepMessage = `The message nests deeper than ${maxMessageDepth} levels.`;

/** True if a message is nested too deeply. Arguments of tools have a bound of their own, so that the model reads what is wrong. */
export function isTooDeep(message: unknown): boolean {
  if (!isRecord(message) || message.method !== 'tools/call' || !isRecord(message.params)) return isNestedDeeper(message, maxMessageDepth);
  const { arguments: _, ...params } = message.params;
  return isNestedDeeper({ ...message, params }, maxMessageDepth);
}

/** A message that contains neither needs no parsing. */
const mayNeedNormalization = /null|"cursor"\s*:\s*""|"prompts\/get"/;

/** Normalizes one line of a stream of messages: without a byte order mark, a carriage return and spaces; empty for a blank line. */
export function normalizeLine(line: string): string {
  // `trim` removes a byte order mark, too.
  const text = line.trim();
  if (!mayNeedNormalization.test(text)) return text;
  try {
    return JSON.stringify(normalizeMessage(JSON.parse(text)));
  } catch {
    return text;
  }
}
