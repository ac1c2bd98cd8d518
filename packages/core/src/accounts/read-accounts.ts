// Reads the accounts from environment variables and JSON, and validates their settings.
import type * as z from 'zod';
import { LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Provider, Settings } from '../model/provider.ts';
import { formatChoices, unknownNameMessage } from '../text/did-you-mean.ts';
import { isRecord } from '../text/json.ts';
import { isPlaceholder, placeholderProblem } from '../text/placeholder.ts';
import { type Environment, readVariable } from './environment.ts';
import { parseJsonConfig, readArray } from './json-config.ts';

/** How a setting is named in messages. */
type FormatKey = (key: string) => string;

const accountName = /^[a-z0-9-]{1,32}$/;

/** The accounts as JSON text, from a variable, a file or a secret, or as the value of such a text. `source` names it in error messages. */
export type AccountsJson = { source: string; text: string } | { source: string; value: unknown };

/**
 * Reads all accounts: at most one per provider from plain variables, any number from JSON.
 * Throws `config` for invalid JSON, an unknown key or provider, and an invalid or duplicate name.
 * Missing or invalid settings give an account with a `configError`, so that the other accounts still work.
 */
export function readAccounts(environment: Environment, providers: readonly Provider[], json?: AccountsJson): Account[] {
  const accounts = [...readFromVariables(environment, providers), ...(json === undefined ? [] : readFromJson(json, providers))];
  const names = new Set<string>();
  for (const { name } of accounts) {
    if (names.has(name))
      throw invalidConfig(`Two accounts are named "${name}". Account names must be unique, including those from plain variables.`);
    names.add(name);
  }
  return accounts;
}

function readFromVariables(environment: Environment, providers: readonly Provider[]): Account[] {
  return providers.flatMap(provider => {
    const toVariable = (key: string) => `${provider.name}_${key}`.toUpperCase();
    const values = Object.fromEntries(Object.keys(provider.settings.shape).map(key => [key, readVariable(environment, toVariable(key))]));
    const settings = dropEmpty(values);
    return Object.keys(settings).length === 0 ? [] : [createAccount(provider.name, provider, settings, toVariable)];
  });
}

const example = '[{"name": "…", "provider": "…", …}]';

function readFromJson(json: AccountsJson, providers: readonly Provider[]): Account[] {
  const value = 'text' in json ? parseJsonConfig(json.text, json.source, `an array: ${example}`) : json.value;
  return readArray(value, json.source, { noun: 'account', example }, (entry, where) => readAccount(entry, where, providers));
}

function readAccount(entry: unknown, where: string, providers: readonly Provider[]): Account {
  if (!isRecord(entry)) throw invalidConfig(`${where} must be an object with "name", "provider" and the credentials.`);
  const { name, provider: providerName, ...settings } = entry;
  if (typeof name !== 'string' || !accountName.test(name)) {
    throw invalidConfig(`${where}: "name" must be 1 to 32 characters of a-z, 0-9 and "-".`);
  }
  const names = providers.map(provider => provider.name);
  const provider = providers.find(({ name }) => name === providerName);
  if (provider === undefined) throw invalidConfig(`${where}: "provider" must be one of ${formatChoices(names)}.`);
  const keys = Object.keys(provider.settings.shape);
  const unknown = Object.keys(settings).find(key => !keys.includes(key));
  if (unknown !== undefined) throw invalidConfig(`${where}: ${unknownNameMessage('key', unknown, keys)}`);
  return createAccount(name, provider, dropEmpty(settings), key => `"${key}"`);
}

/** `formatKey` names a setting as its source does: as a variable or a JSON key. The error's details name the account. */
function createAccount(name: string, provider: Provider, values: Record<string, unknown>, formatKey: FormatKey): Account {
  const parsed = provider.settings.safeParse(values);
  const secrets = provider.credentials.flat().flatMap(key => (typeof values[key] === 'string' ? [values[key]] : []));
  const invalidAccount = (message: string): Account => {
    const configError = new LinekeeperError('config', message, { provider: provider.name, account: name });
    return { name, provider, settings: {}, baseUrl: '', secrets, configError };
  };
  const placeholder = Object.keys(values).find(key => typeof values[key] === 'string' && isPlaceholder(values[key]));
  if (placeholder !== undefined) return invalidAccount(`${formatKey(placeholder)} ${placeholderProblem}.`);
  if (!parsed.success) return invalidAccount(describeIssue(parsed.error, formatKey));
  // The schemas of providers' settings give strings and numbers only.
  const settings = parsed.data as Settings;
  const hasCredentials = provider.credentials.some(keys => keys.every(key => settings[key] !== undefined));
  if (!hasCredentials) return invalidAccount(describeMissingCredentials(provider, settings, formatKey));
  const baseUrl = typeof settings.base_url === 'string' ? settings.base_url : provider.baseUrl(settings);
  return { name, provider, settings, baseUrl: baseUrl.replace(/(?<!\/)\/+$/, ''), secrets };
}

function describeIssue(error: z.ZodError, formatKey: FormatKey): string {
  const [issue] = error.issues;
  const key = formatKey(String(issue?.path[0] ?? ''));
  // The value is never quoted: it may be a credential in the wrong setting.
  if (issue?.code === 'invalid_value') return `${key} must be one of ${issue.values.join(', ')}.`;
  const problem = issuesWithOwnMessage.includes(issue?.code ?? '') ? issue?.message : undefined;
  return `${key} ${(problem ?? 'has the wrong type').replace(/[^?]$/, '$&.')}`;
}

/** Issues whose messages are written in the settings' schemas. */
const issuesWithOwnMessage = ['custom', 'invalid_format', 'invalid_union'];

/** Names the settings that complete the first set of credentials with any setting, or else all sets. */
function describeMissingCredentials(provider: Provider, settings: Settings, formatKey: FormatKey): string {
  const partialSet = provider.credentials.find(keys => keys.some(key => settings[key] !== undefined));
  if (partialSet !== undefined) {
    const missing = partialSet.filter(key => settings[key] === undefined).map(formatKey);
    return `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set.`;
  }
  return `No credentials. Set ${provider.credentials.map(keys => keys.map(formatKey).join(' and ')).join(', or ')}.`;
}

const dropEmpty = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''));

const invalidConfig = (message: string) => new LinekeeperError('config', message);
