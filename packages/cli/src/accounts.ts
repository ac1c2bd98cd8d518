// Opens the account registry of this process: the configured accounts, or those of the sandbox.
import { type AccountRegistry, createAccountRegistry, type Runtime, readAccounts } from '@linekeeper/core';
import { readAccountsJson, readSwitch, undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import type { CommandOptions } from './context.ts';
import { readHistoryPath, withHistory } from './history-file.ts';
import { ignoredProxyVariables, readProxySettings } from './proxy.ts';
import type { Terminal } from './terminal.ts';
import { rejectPlaceholders, unknownVariables } from './unknown-variables.ts';

/** Where the accounts come from; notes about the configuration go to `io.error`. */
export interface OpenAccountsOptions extends Omit<CommandOptions, 'io'> {
  io: Pick<Terminal, 'error'>;
  /** Called after every attempt of a request. */
  onAttempt?: Runtime['onAttempt'];
}

/** First warning of every answer from the sandbox. */
const sandboxNotice = "This is the built-in sandbox's data, not a real account's.";

/** Creates the account registry, with the history if one is kept. Throws `config` for an invalid configuration; warns about unknown variables. */
export async function openAccounts(options: OpenAccountsOptions): Promise<AccountRegistry> {
  const { environment, sandbox, history, io, onAttempt } = options;
  rejectPlaceholders(environment);
  for (const note of unknownVariables(environment)) io.error(`note: ${note}`);
  const observer = onAttempt === undefined ? {} : { onAttempt };
  const isSandbox = readSwitch(environment, 'LINEKEEPER_SANDBOX') || sandbox;
  const registry = isSandbox ? await openSandbox(observer) : openConfigured(options, observer);
  return await withHistory(registry, readHistoryPath(environment, history));
}

/** Watches the requests of an account. */
type Observer = Pick<Runtime, 'onAttempt'>;

function openConfigured({ environment, io }: OpenAccountsOptions, observer: Observer): AccountRegistry {
  for (const note of ignoredProxyVariables(environment)) io.error(`note: ${note}`);
  const json = readAccountsJson(environment);
  const accounts = readAccounts(environment, providers, json);
  if (json !== undefined && 'text' in json && /^\[\s*\]$/.test(json.text.trim()))
    io.error(`note: ${json.source} holds an empty array, [], and so names no account.`);
  return createAccountRegistry(accounts, { ...undiciRuntime(readProxySettings(environment)), ...observer, log: io.error });
}

async function openSandbox(observer: Observer): Promise<AccountRegistry> {
  const { startSandbox } = await import('@linekeeper/sandbox');
  const { accounts } = await startSandbox({ unref: true, hostileText: false });
  const sandboxAccounts = readAccounts({}, providers, { source: 'The sandbox', value: accounts });
  return createAccountRegistry(sandboxAccounts, { ...undiciRuntime(), ...observer }, sandboxNotice);
}
