// Argument completion (`completion/complete`) from live data; an empty result if the data does not arrive in time.
import { type AccountRegistry, lineStatuses, quoteValue, type Tool } from '@linekeeper/core';
import { normalizeWords } from '@linekeeper/questions';
import { type CompleteRequestParams, type CompleteResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type Caller, getPermittedRegistry } from './caller.ts';
import { OwnerNameCache } from './owner-names.ts';
import type { McpServerContext } from './server-context.ts';

/** Completion runs on every keystroke, so it must not wait for a slow provider. */
const completionTimeoutMs = 300;

/** Limit of the protocol on the values of one result. */
const maxValues = 100;

/** The values that an argument can take. */
type ValueSource = (registry: AccountRegistry) => readonly string[] | Promise<readonly string[]>;

/** Handler of `completion/complete`. `completableRefs`: names of prompts and resource templates whose arguments are completed. */
export function createCompletionHandler(serverContext: McpServerContext, completableRefs: readonly string[]) {
  const ownerNames = new OwnerNameCache(serverContext);
  const sources: Readonly<Record<string, ValueSource>> = {
    account: ({ accounts }) => accounts.map(({ name }) => name),
    provider: ({ accounts }) => [...new Set(accounts.map(({ provider }) => provider.name))],
    operation: ({ accounts }) => getOperationNames(serverContext.tools, accounts),
    status: () => lineStatuses,
    person: registry => ownerNames.getNames(registry),
    owner: registry => ownerNames.getNames(registry),
  };
  return async ({ ref, argument: { name, value } }: CompleteRequestParams, caller: Caller): Promise<CompleteResult> => {
    const refName = ref.type === 'ref/prompt' ? ref.name : ref.uri;
    if (!completableRefs.includes(refName))
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt or template ${quoteValue(refName)}.`);
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    const candidates = source === undefined ? [] : await withTimeout(readSource(source, caller, serverContext), serverContext);
    const values = filterByPrefix(candidates, value);
    return { completion: { values: values.slice(0, maxValues), total: values.length, hasMore: values.length > maxValues } };
  };
}

const readSource = async (source: ValueSource, caller: Caller, serverContext: McpServerContext) =>
  await source(await getPermittedRegistry(caller, serverContext));

/** Resolves to an empty list on failure or timeout: completion never reports an error to the user. */
function withTimeout(values: Promise<readonly string[]>, { clock }: McpServerContext): Promise<readonly string[]> {
  return new Promise(resolve => {
    const stop = clock.setTimer(completionTimeoutMs, () => resolve([]));
    values
      .catch(() => [])
      .then(result => {
        stop();
        resolve(result);
      });
  });
}

/** Values that start with the prefix, then those of which a later word does. Ignores case and accents. */
function filterByPrefix(values: readonly string[], prefix: string): string[] {
  const pattern = ` ${normalizeWords(prefix).join(' ')}`;
  const matches = values.map(value => ({ value, at: ` ${normalizeWords(value).join(' ')}`.indexOf(pattern) })).filter(({ at }) => at >= 0);
  return [...matches.filter(({ at }) => at === 0), ...matches.filter(({ at }) => at > 0)].map(({ value }) => value);
}

const getOperationNames = (tools: readonly Tool[], accounts: AccountRegistry['accounts']): string[] =>
  tools.filter(({ operation }) => accounts.some(({ provider }) => provider === operation?.provider)).map(({ name }) => name);
