// `list_accounts`: the accounts, whether each answers now, what it can report and what is left of its quota.
import {
  type Account,
  type Call,
  type Input,
  jsonSize,
  type LinekeeperError,
  type Outcome,
  type Question,
  type Quota,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import * as z from 'zod';
import { capabilitiesOf } from './capabilities.ts';
import { fitting, saidOnce, spare } from './lines/answer-budget.ts';
import { noAccounts } from './lines/filters.ts';
import { earlier } from './lines/gather.ts';
import { warningsSchema } from './lines/line-schema.ts';
import { read } from './lines/source.ts';

export type State = 'ready' | 'broken' | 'unreachable' | 'rejected';

interface Entry {
  account: string;
  provider: string;
  brand?: string;
  state: State;
  capabilities: Record<string, string[]>;
  quota?: { remaining: number; reset_s: number; day_remaining?: number };
  error?: string;
}

const everyColumn = [
  'account',
  'provider',
  'brand',
  'state',
  'quota',
  'quota.remaining',
  'quota.reset_s',
  'quota.day_remaining',
  'reports',
  'error',
];

export const listAccounts: Question = {
  name: 'list_accounts',
  title: 'List accounts',
  description:
    'Lists the accounts: whether each answers now, and for which kinds of line it reports registration, billing, owner, fees, usage, … An empty list there means unknown, never no. For lines use list_lines.',
  command: ['accounts'],
  columns: everyColumn,
  input: () => z.strictObject({}),
  output: () => ({
    type: 'object',
    properties: {
      accounts: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            account: { type: 'string' },
            provider: { type: 'string' },
            brand: { type: 'string' },
            state: { type: 'string' },
            capabilities: { type: 'object' },
            quota: { type: 'object' },
            error: { type: 'string' },
          },
          required: ['account', 'provider', 'state', 'capabilities'],
        },
      },
      warnings: warningsSchema,
    },
    required: ['accounts'],
  }),
  run,
};

async function run(_input: Input, call: Call): Promise<Outcome> {
  const { accounts } = call.directory;
  if (accounts.length === 0) throw noAccounts();
  const looked = await Promise.all(accounts.map(account => look(account, call)));
  const room = (call.characters ?? Number.POSITIVE_INFINITY) - spare;
  const warnings: string[] = [];
  const all = thinned(
    saidOnce(
      looked.map(({ entry }) => entry),
      'error',
      call.characters,
    ),
    room,
    warnings,
  );
  const entries = fitting(all, room, warnings);
  if (entries.length < all.length) warnings.push(`The last ${all.length - entries.length} of ${all.length} accounts are left out.`);
  return {
    content: { accounts: entries },
    list: 'accounts',
    columns: ['account', 'provider', 'brand', 'state', 'quota.remaining', 'reports', 'error'],
    allColumns: everyColumn.filter(name => name !== 'quota'),
    rows: entries.map(({ capabilities, ...entry }) => ({
      ...entry,
      reports: Object.keys(capabilities).filter(name => capabilities[name]?.length),
    })),
    total: all.length,
    more: entries.length < all.length,
    warnings,
    failure: looked.find(({ failure }) => failure !== undefined)?.failure,
  };
}

/** What a provider can report is the same in all of its accounts: where there are too many, it is said once. */
function thinned(entries: Entry[], room: number, warnings: string[]): Entry[] {
  if (jsonSize(entries) <= room) return entries;
  warnings.push('The capabilities of a provider stand at the first of its accounts.');
  const said = new Set<string>();
  return entries.map(entry => {
    const isFirst = !said.has(entry.provider);
    said.add(entry.provider);
    return isFirst ? entry : { ...entry, capabilities: {} };
  });
}

/** Asks for one row of the account's first list: the cheapest question that a provider answers. */
async function look(account: Account, { directory, deadline }: Call): Promise<{ entry: Entry; failure: LinekeeperError | undefined }> {
  const operation = operations.find(({ provider, line }) => provider === account.provider && line !== undefined);
  if (operation === undefined) throw new Error(`${account.provider.name} has no lines`);
  const { failure } = await read({ account, operation }, { directory, deadline: earlier(deadline, directory.clock.now()), wanted: 1 });
  const { brand } = account.settings;
  const quota = directory.connection(account).quota;
  const entry: Entry = {
    account: account.name,
    provider: account.provider.name,
    ...(typeof brand === 'string' && { brand }),
    state: stateOf(failure),
    capabilities: capabilitiesOf(account.provider),
    ...(quota !== undefined && { quota: written(quota) }),
    ...(failure !== undefined && { error: failure.sentence }),
  };
  return { entry, failure };
}

const written = ({ remaining, resetS, dayRemaining }: Quota) => ({
  remaining,
  reset_s: resetS,
  ...(dayRemaining !== undefined && { day_remaining: dayRemaining }),
});

/** A provider that says no has been reached. */
function stateOf(failure: LinekeeperError | undefined): State {
  switch (failure?.code) {
    case undefined:
      return 'ready';
    case 'config':
      return 'broken';
    case 'auth':
    case 'denied':
    case 'input':
    case 'refused':
      return 'rejected';
    case 'not_found':
      // A customer who is not there was looked for; a resource that is not there is no provider's.
      return failure?.details.field === undefined ? 'unreachable' : 'rejected';
    default:
      return 'unreachable';
  }
}
