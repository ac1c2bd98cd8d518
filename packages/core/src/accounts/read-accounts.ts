// Accounts read from variables and JSON: configured, broken or absent.
import type * as z from 'zod';
import { LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Provider, Settings } from '../model/provider.ts';
import { listed, unknownName } from '../text/did-you-mean.ts';
import { isRecord } from '../text/json.ts';
import { jsonIn, listIn } from './json-config.ts';

/** The process's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const accountName = /^[a-z0-9-]{1,32}$/;

/** The JSON that holds accounts: the variable's own text, or that of the file which another variable names. */
export interface AccountsJson {
  /** Where it came from, as a sentence names it. */
  source: string;
  text: string;
}

/**
 * Reads every account: one a provider from plain variables, any number from JSON. Pure.
 * Throws `config` where the start must stop: broken JSON, an unknown key or provider, a bad or repeated name.
 */
export function readAccounts(environment: Environment, providers: readonly Provider[], json?: AccountsJson): Account[] {
  const accounts = [...fromVariables(environment, providers), ...(json === undefined ? [] : fromJson(json, providers))];
  const seen = new Set<string>();
  for (const { name } of accounts) {
    if (seen.has(name)) throw config(`Two accounts are named "${name}". Account names must be unique, plain variables' included.`);
    seen.add(name);
  }
  return accounts;
}

function fromVariables(environment: Environment, providers: readonly Provider[]): Account[] {
  return providers.flatMap(provider => {
    const variable = (key: string) => `${provider.name}_${key}`.toUpperCase();
    const given = Object.fromEntries(Object.keys(provider.settings.shape).map(key => [key, environment[variable(key)]?.trim()]));
    const set = withoutEmpty(given);
    return Object.keys(set).length === 0 ? [] : [accountOf(provider.name, provider, set, variable)];
  });
}

const example = '[{"name": "…", "provider": "…", …}]';

const fromJson = ({ source, text }: AccountsJson, providers: readonly Provider[]): Account[] =>
  listIn(jsonIn(text, source, `a list: ${example}`), source, { noun: 'account', example }, (entry, where) =>
    accountIn(entry, where, providers),
  );

function accountIn(entry: unknown, where: string, providers: readonly Provider[]): Account {
  if (!isRecord(entry)) throw config(`${where}: an account is an object with "name", "provider" and its credentials.`);
  const { name, provider: providerName, ...settings } = entry;
  if (typeof name !== 'string' || !accountName.test(name)) {
    throw config(`${where}: "name" must be 1 to 32 characters of a-z, 0-9 and "-".`);
  }
  const names = providers.map(provider => provider.name);
  const provider = providers.find(known => known.name === providerName);
  if (provider === undefined) throw config(`${where}: "provider" must be one of ${listed(names)}.`);
  const keys = Object.keys(provider.settings.shape);
  const unknown = Object.keys(settings).find(key => !keys.includes(key));
  if (unknown !== undefined) throw config(`${where}: ${unknownName('key', unknown, keys)}`);
  return accountOf(name, provider, withoutEmpty(settings), key => `"${key}"`);
}

/** `call` says how the place that an account came from writes a key. */
function accountOf(name: string, provider: Provider, given: Record<string, unknown>, call: (key: string) => string): Account {
  const parsed = provider.settings.safeParse(given);
  const secrets = provider.credentials.flat().flatMap(key => (typeof given[key] === 'string' ? [given[key]] : []));
  const broken = (message: string): Account => {
    const problem = new LinekeeperError('config', `Account "${name}": ${message}`, { provider: provider.name, account: name });
    return { name, provider, settings: {}, baseUrl: '', secrets, problem };
  };
  if (!parsed.success) return broken(complaint(parsed.error, call));
  // A provider's settings are texts and numbers; its schema has just checked them.
  const settings = parsed.data as Settings;
  const complete = provider.credentials.some(keys => keys.every(key => settings[key] !== undefined));
  if (!complete) return broken(missing(provider, settings, call));
  const base = typeof settings.base_url === 'string' ? settings.base_url : provider.baseUrl(settings);
  return { name, provider, settings, baseUrl: base.replace(/\/+$/, ''), secrets };
}

function complaint(error: z.ZodError, call: (key: string) => string): string {
  const [issue] = error.issues;
  const key = call(String(issue?.path[0] ?? ''));
  // Settings may hold credentials in the wrong place, so what was given is never repeated.
  if (issue?.code === 'invalid_value') return `${key} must be one of ${issue.values.join(', ')}.`;
  return `${key} ${ownWords.includes(issue?.code ?? '') ? issue?.message : 'has the wrong type'}.`;
}

/** Issues whose message a provider's settings state themselves. */
const ownWords = ['custom', 'invalid_format', 'invalid_union'];

/** Names what would complete the set of credentials that is nearest to being complete. */
function missing(provider: Provider, settings: Settings, call: (key: string) => string): string {
  const begun = provider.credentials.find(keys => keys.some(key => settings[key] !== undefined));
  if (begun !== undefined) {
    const lacking = begun.filter(key => settings[key] === undefined).map(call);
    return `${lacking.join(' and ')} ${lacking.length > 1 ? 'are' : 'is'} not set.`;
  }
  return `no credentials. Set ${provider.credentials.map(keys => keys.map(call).join(' and ')).join(', or ')}.`;
}

const withoutEmpty = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== ''));

const config = (message: string) => new LinekeeperError('config', message);
