// `list_accounts`: the accounts, whether each responds now, its capabilities and its remaining quota.
import {
  type Account,
  type AnswerBudget,
  defineQuestion,
  type LinekeeperError,
  type Quota,
  type Row,
  reserveForResponse,
  type ToolContext,
  type ToolResult,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import * as z from 'zod';
import { getCapabilities } from './capabilities.ts';
import { collapseRepeatedErrors, fitEntries } from './lines/answer-budget.ts';
import { accountsMissingError } from './lines/filters.ts';
import { warningsSchema } from './lines/line-schema.ts';
import { readSource } from './lines/source.ts';
import { readToEnd } from './lines/source-reader.ts';

/** Whether an account works: `broken` is a configuration error, `rejected` a refusal by the provider. */
type AccountState = 'ready' | 'broken' | 'unreachable' | 'rejected';

interface AccountEntry {
  account: string;
  provider: string;
  brand?: string;
  state: AccountState;
  capabilities: Record<string, string[]>;
  quota?: { remaining: number; reset_s: number; day_remaining?: number };
  error?: string;
}

const columns = ['account', 'provider', 'brand', 'state', 'quota.remaining', 'reports', 'error'];

const allColumns = [
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

/** The question behind `list_accounts`. */
export const listAccounts = defineQuestion({
  name: 'list_accounts',
  title: 'List accounts',
  description:
    'Lists the accounts: whether each answers now, and for which kinds of line it reports registration, billing, owner, fees, usage, … An empty list there means unknown, never no. For lines use list_lines.',
  command: ['accounts'],
  columns: allColumns,
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
});

async function run(_input: object, context: ToolContext): Promise<ToolResult> {
  const { accounts } = context.registry;
  if (accounts.length === 0) throw accountsMissingError();
  const probes = await Promise.all(accounts.map(account => probeAccount(account, context)));
  const { budget } = context;
  const warnings: string[] = [];
  const all = dropRepeatedCapabilities(
    collapseRepeatedErrors(
      probes.map(({ entry }) => entry),
      'error',
      budget,
    ),
    budget,
    warnings,
  );
  const requested = all.slice(0, context.rowLimit);
  const entries = fitEntries(requested, { budget, rest: [], columns, toRow, warnings });
  if (entries.length < requested.length) warnings.push(`The last ${all.length - entries.length} of ${all.length} accounts are left out.`);
  return {
    content: { accounts: entries },
    table: {
      columns,
      fileColumns: allColumns.filter(name => name !== 'quota'),
      rows: entries.map(toRow),
      total: all.length,
      hasMore: entries.length < all.length,
    },
    warnings,
    failure: probes.find(({ failure }) => failure !== undefined)?.failure,
  };
}

const toRow = ({ capabilities, ...entry }: AccountEntry): Row => ({
  ...entry,
  reports: Object.keys(capabilities).filter(name => capabilities[name]?.length),
});

/** Drops capabilities that an earlier account of the provider has (they are the same for all), if the entries exceed the budget. */
function dropRepeatedCapabilities(entries: AccountEntry[], budget: AnswerBudget | undefined, warnings: string[]): AccountEntry[] {
  if (!budget?.countsWholeAnswer || fitEntries(entries, { budget, rest: [], columns, toRow, warnings: [] }).length === entries.length)
    return entries;
  warnings.push('Capabilities are listed at the first account of each provider.');
  const seen = new Set<string>();
  return entries.map(entry => {
    const isFirst = !seen.has(entry.provider);
    seen.add(entry.provider);
    return isFirst ? entry : { ...entry, capabilities: {} };
  });
}

/** Requests one row of the account's first list: the cheapest request that tells whether the provider responds. */
async function probeAccount(
  account: Account,
  { registry, deadline, onAccount }: ToolContext,
): Promise<{ entry: AccountEntry; failure: LinekeeperError | undefined }> {
  const operation = operations.find(({ provider, line }) => provider === account.provider && line !== undefined);
  if (operation === undefined) throw new Error(`${account.provider.name} has no lines`);
  onAccount?.(account.name, 'started');
  const pages = readSource({ account, operation }, { registry, deadline: reserveForResponse(deadline, registry.clock.now()), limit: 1 });
  const { failure } = await readToEnd(pages, () => {}).finally(() => onAccount?.(account.name, 'finished'));
  const { brand } = account.settings;
  const quota = registry.getConnection(account).quota;
  const entry: AccountEntry = {
    account: account.name,
    provider: account.provider.name,
    ...(typeof brand === 'string' && { brand }),
    state: toAccountState(failure),
    capabilities: getCapabilities(account.provider),
    ...(quota !== undefined && { quota: toQuotaEntry(quota) }),
    ...(failure !== undefined && { error: failure.displayMessage }),
  };
  return { entry, failure };
}

const toQuotaEntry = ({ remaining, resetS, dayRemaining }: Quota) => ({
  remaining,
  reset_s: resetS,
  ...(dayRemaining !== undefined && { day_remaining: dayRemaining }),
});

/** Maps the error of a probe to a state: a provider that refuses is reachable. */
function toAccountState(failure: LinekeeperError | undefined): AccountState {
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
      // With a field, the provider did not find a customer; without one, the URL is not that of the provider.
      return failure?.details.field === undefined ? 'unreachable' : 'rejected';
    default:
      return 'unreachable';
  }
}
