// `linekeeper init`: asks for accounts, checks them, and writes the accounts file.
import { createAccountRegistry, type Environment, errorCodes, LinekeeperError, readAccounts, readVariable } from '@linekeeper/core';
import { readTimeoutMs, systemClock, undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { printDiagnosis } from '../account-diagnosis.ts';
import type { CommandContext } from '../context.ts';
import { getCommandName } from '../hosts/server-command.ts';
import { readProxySettings, useProxyForFetch } from '../proxy.ts';
import {
  type AccountEntry,
  formatAccountEntries,
  getAccountsFile,
  readAccountEntries,
  writeAccountEntries,
} from '../setup/accounts-file.ts';
import { type AskedAccount, askAccount, askCredentials } from '../setup/ask-account.ts';
import { CancelledError, createPrompter, type Prompter } from '../setup/prompter.ts';

/** Options of `linekeeper init`. */
export interface InitOptions extends CommandContext {
  /** Print the accounts instead of writing a file. */
  print: boolean;
  /** The accounts file; by default that of the settings. */
  file: string | undefined;
}

/** Exit code of a command that Ctrl-C ended: 128 + SIGINT. */
const cancelledExitCode = 130;

/** Asks until the user is done, and returns the exit code. Throws `input` without a terminal. */
export async function runInit(options: InitOptions): Promise<number> {
  const { environment, io } = options;
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new LinekeeperError(
      'input',
      'init asks questions, so it needs a terminal. Without one, write the accounts file as docs/accounts.md shows.',
    );
  }
  // Checked before the first question, so that no answer is lost.
  const file = options.print ? undefined : getAccountsFile(environment, options.file);
  await useProxyForFetch(environment, io.error);
  try {
    const prompter = createPrompter(stdin, stderr);
    const kept = file === undefined ? [] : await askKeptEntries(prompter, file);
    const entries = await askEntries(prompter, kept, options);
    if (file === undefined) await io.write(formatAccountEntries(entries));
    else saveEntries(file, entries, options);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof CancelledError)) throw thrown;
    io.error('Nothing was written.');
    return cancelledExitCode;
  }
}

/** The accounts of the existing file that stay. Throws `CancelledError` if the user keeps the file as it is. */
async function askKeptEntries(prompter: Prompter, file: string): Promise<readonly AccountEntry[]> {
  let entries: readonly AccountEntry[] | undefined;
  try {
    entries = readAccountEntries(file);
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    prompter.tell(thrown.message);
    if (!(await prompter.confirm('Replace the whole file?', false))) throw new CancelledError('the file stays');
  }
  if (entries === undefined || entries.length === 0) return [];
  const names = entries.map(({ name }) => name).join(', ');
  const answer = await prompter.choose(`${file} has ${entries.length === 1 ? 'the account' : 'the accounts'} ${names}.`, [
    { value: 'add', label: 'Add an account' },
    { value: 'replace', label: 'Replace the whole file' },
    { value: 'cancel', label: 'Leave it as it is' },
  ]);
  if (answer === 'cancel') throw new CancelledError('the file stays');
  return answer === 'add' ? entries : [];
}

async function askEntries(prompter: Prompter, kept: readonly AccountEntry[], { environment, io }: InitOptions): Promise<AccountEntry[]> {
  const entries = [...kept];
  const namesFromVariables = readAccounts(environment, providers).map(({ name }) => name);
  do {
    const asked = await askAccount(prompter, [...namesFromVariables, ...entries.map(({ name }) => String(name))]);
    const entry = await checkEntry(prompter, asked, { environment, io });
    if (entry !== undefined) entries.push(entry);
  } while (await prompter.confirm('Add another account?', entries.length === kept.length));
  if (entries.length === kept.length) throw new CancelledError('no account was added');
  return entries;
}

/** Checks an account as `doctor` does, until it works or the user decides; undefined if the user leaves it out. */
async function checkEntry(
  prompter: Prompter,
  { provider, entry }: AskedAccount,
  { environment, io }: Pick<InitOptions, 'environment' | 'io'>,
): Promise<AccountEntry | undefined> {
  const proxy = readProxySettings(environment);
  let current = entry;
  for (;;) {
    const registry = createAccountRegistry(readAccounts({}, providers, { source: 'The answers', value: [current] }), undiciRuntime(proxy));
    const deadline = { at: systemClock.now() + readTimeoutMs(environment) };
    let code = 0;
    for (const account of registry.accounts) {
      code = await printDiagnosis(
        account,
        { registry, deadline },
        { io: { ...io, hasColor: false }, proxy, print: async line => io.error(line.trimEnd()) },
      );
    }
    if (code === 0) return current;
    const answer = await prompter.choose(
      'Some checks failed: see ✗ above.',
      [
        { value: 'retry', label: 'Check again with other credentials' },
        { value: 'again', label: 'Check again with the same ones' },
        { value: 'keep', label: 'Keep the account as it is' },
        { value: 'drop', label: 'Leave it out' },
      ],
      code === errorCodes.auth.exitCode ? 'retry' : 'keep',
    );
    if (answer === 'keep') return current;
    if (answer === 'drop') return undefined;
    if (answer === 'retry') {
      const others = Object.entries(current).filter(([key]) => !provider.credentials.flat().includes(key));
      current = { ...Object.fromEntries(others), ...(await askCredentials(prompter, provider)) };
    }
  }
}

function saveEntries(file: string, entries: readonly AccountEntry[], { environment, io }: InitOptions): void {
  writeAccountEntries(file, entries);
  io.error(`Written: ${file}, readable by you alone.`);
  for (const note of findObstacles(file, environment)) io.error(`note: ${note}`);
  const command = getCommandName({ node: process.execPath, script: process.argv[1] ?? '' });
  io.error(`Next:\n  ${command} lines\n  ${command} config claude-code        or another assistant: ${command} config --help`);
}

/** What keeps the file from being read by the next command. */
function findObstacles(file: string, environment: Environment): string[] {
  const isFound = file === getAccountsFile(environment);
  return [
    ...(isFound ? [] : [`this file is read only if LINEKEEPER_ACCOUNTS_FILE names it.`]),
    ...(readVariable(environment, 'LINEKEEPER_ACCOUNTS') === undefined
      ? []
      : ['unset LINEKEEPER_ACCOUNTS, which is read instead of the file.']),
  ];
}
