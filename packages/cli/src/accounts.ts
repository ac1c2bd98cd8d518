// The accounts of this process with their connections: the configured ones, or the sandbox's.
import { type Directory, directoryOf, type Environment, readAccounts } from '@linekeeper/core';
import { accountsJson, systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { proxyIn } from './proxy.ts';
import type { Terminal } from './terminal.ts';
import { strayVariables } from './unknown-variables.ts';

export interface Opening {
  environment: Environment;
  sandbox: boolean;
  io: Pick<Terminal, 'error'>;
}

/** Said first in every answer from the sandbox. */
const sandboxNotice = "This is the built-in sandbox's data, not a real account's.";

/** Reads the accounts; throws `config` where the start must stop. What is passed over is said. */
export async function openDirectory({ environment, sandbox, io }: Opening): Promise<Directory> {
  if (sandbox || isOn(environment.LINEKEEPER_SANDBOX)) return await sandboxDirectory();
  for (const note of strayVariables(environment)) io.error(`note: ${note}`);
  return directoryOf(readAccounts(environment, providers, accountsJson(environment)), systemOutside(proxyIn(environment)));
}

async function sandboxDirectory(): Promise<Directory> {
  const { startSandbox } = await import('@linekeeper/sandbox');
  const { accounts } = await startSandbox({ unref: true });
  const json = { source: 'The sandbox', text: JSON.stringify(accounts) };
  return directoryOf(readAccounts({}, providers, json), systemOutside(), sandboxNotice);
}

const isOn = (flag: string | undefined) => flag !== undefined && !['', '0', 'false', 'no', 'off'].includes(flag.trim().toLowerCase());
