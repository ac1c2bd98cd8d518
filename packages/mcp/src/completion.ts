// Completion of arguments while somebody types: from live data where it is at hand in time, else nothing.
import { type Directory, quoted, statuses, type Tool } from '@linekeeper/core';
import { plainWords } from '@linekeeper/questions';
import { type CompleteRequestParams, type CompleteResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type Caller, directoryFor } from './caller.ts';
import { People } from './owner-names.ts';
import type { Serving } from './server-context.ts';

/** Milliseconds that somebody who types is kept waiting. */
const patience = 300;

/** Values that one answer may hold, by the protocol. */
const mostValues = 100;

/** What may stand in an argument, by its name. */
type Source = (directory: Directory) => readonly string[] | Promise<readonly string[]>;

/** `known` are the prompts and templates whose arguments are completed. */
export function completion(serving: Serving, known: readonly string[]) {
  const people = new People(serving);
  const sources: Readonly<Record<string, Source>> = {
    account: ({ accounts }) => accounts.map(({ name }) => name),
    provider: ({ accounts }) => [...new Set(accounts.map(({ provider }) => provider.name))],
    operation: ({ accounts }) => operationsOf(serving.tools, accounts),
    status: () => statuses,
    person: directory => people.names(directory),
    owner: directory => people.names(directory),
  };
  return async ({ ref, argument: { name, value } }: CompleteRequestParams, caller: Caller): Promise<CompleteResult> => {
    const about = ref.type === 'ref/prompt' ? ref.name : ref.uri;
    if (!known.includes(about))
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no prompt or template ${quoted(about)}.`);
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    const all = source === undefined ? [] : await inTime(askedOf(source, caller, serving), serving);
    const values = beginningWith(value, all);
    return { completion: { values: values.slice(0, mostValues), total: values.length, hasMore: values.length > mostValues } };
  };
}

const askedOf = async (source: Source, caller: Caller, serving: Serving) => await source(await directoryFor(caller, serving));

/** Nothing where it fails or takes too long: who types gets no error. */
function inTime(values: Promise<readonly string[]>, { clock }: Serving): Promise<readonly string[]> {
  return new Promise(resolve => {
    const stop = clock.after(patience, () => resolve([]));
    values
      .catch(() => [])
      .then(found => {
        stop();
        resolve(found);
      });
  });
}

/** Those that begin so, then those of which a later word does; case and accents are forgiven. */
function beginningWith(typed: string, values: readonly string[]): string[] {
  const sought = ` ${plainWords(typed).join(' ')}`;
  const found = values.map(value => ({ value, at: ` ${plainWords(value).join(' ')}`.indexOf(sought) })).filter(({ at }) => at >= 0);
  return [...found.filter(({ at }) => at === 0), ...found.filter(({ at }) => at > 0)].map(({ value }) => value);
}

const operationsOf = (tools: readonly Tool[], accounts: Directory['accounts']): string[] =>
  tools.filter(({ operation }) => accounts.some(({ provider }) => provider === operation?.provider)).map(({ name }) => name);
