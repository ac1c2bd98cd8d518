// Opens the account registry of this process: the configured accounts, or those of the sandbox.
import { type AccountRegistry, createAccountRegistry, type Environment, readAccounts } from '@linekeeper/core';
import { readAccountsJson, readSwitch, undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { readHistoryPath, withHistory } from './history-file.ts';
import { ignoredProxyVariables, readProxySettings } from './proxy.ts';
import type { Terminal } from './terminal.ts';
import { rejectPlaceholders, unknownVariables } from './unknown-variables.ts';

/** Where the accounts come from; notes about the configuration go to `io.error`. */
export interface OpenAccountsOptions {
  environment: Environment;
  sandbox: boolean;
  /** The value of `--history`. */
  history?: string | undefined;
  io: Pick<Terminal, 'error'>;
}

/** First warning of every answer from the sandbox. */
const sandboxNotice = "This is the built-in sandbox's data, not a real account's.";

/** Creates the account registry, with the history if one is kept. Throws `config` for an invalid configuration; warns about unknown variables. */
export async function openAccounts(options: OpenAccountsOptions): Promise<AccountRegistry> {
  const { environment, sandbox, history } = options;
  rejectPlaceholders(environment);
  const registry = readSwitch(environment, 'LINEKEEPER_SANDBOX') || sandbox ? await openSandbox() : openConfigured(options);
  return await withHistory(registry, readHistoryPath(environment, history));
}

function openConfigured({ environment, io }: OpenAccountsOptions): AccountRegistry {
  for (const note of [...unknownVariables(environment), ...ignoredProxyVariables(environment)]) io.error(`note: ${note}`);
  return createAccountRegistry(readAccounts(environment, providers, readAccountsJson(environment)), {
    ...undiciRuntime(readProxySettings(environment)),
    log: io.error,
  });
}

async function openSandbox(): Promise<AccountRegistry> {
  const { startSandbox } = await import('@linekeeper/sandbox');
  const { accounts } = await startSandbox({ unref: true });
  return createAccountRegistry(readAccounts({}, providers, { source: 'The sandbox', value: accounts }), undiciRuntime(), sandboxNotice);
}
