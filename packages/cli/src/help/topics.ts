// The topics of `linekeeper help TOPIC`: fields, errors and accounts.
import { type ErrorCode, errorCodes, type Provider } from '@linekeeper/core';
import { getDefaultAccountsFile } from '@linekeeper/core/node';
import { historyQuestions } from '@linekeeper/history';
import { providers } from '@linekeeper/providers';
import { columnDescriptions, questions } from '@linekeeper/questions';
import type { CommandContext } from '../context.ts';
import { type Definition, formatCommands, formatDefinitions, formatParagraph } from './text.ts';

/** When each error occurs, in words for people. */
const errorMeanings: Readonly<Record<ErrorCode, string>> = {
  input: 'an argument is invalid; the message names it and the valid values',
  config: 'credentials or settings are missing or incomplete',
  auth: 'the provider rejects the credentials',
  denied: 'the credentials are valid but lack a permission',
  not_found: 'no such customer or resource at the provider',
  rate_limited: 'too many requests; the message says how long to wait',
  refused: 'the provider rejects the request for another reason',
  timeout: 'no response in time',
  network: 'no connection',
  unavailable: 'the provider returns a server error',
  malformed: "the response does not match the provider's documentation",
  internal: 'a bug in Linekeeper',
};

/** The exit codes, each once, with the errors that have it. */
export function listExitCodes(): Definition[] {
  const codes = Object.entries(errorCodes);
  const byExit = Map.groupBy(codes, ([, { exitCode }]) => exitCode);
  return [
    ['0', 'success'],
    ['1', 'audit --fail-on found something'],
    ...[...byExit].sort(([a], [b]) => a - b).map(([exit, entries]): Definition => [String(exit), entries.map(([code]) => code).join(', ')]),
  ];
}

/** The environment variables that every command reads, besides those of the accounts. */
export const generalVariables: readonly Definition[] = [
  ['LINEKEEPER_ACCOUNTS', 'a JSON array of accounts; LINEKEEPER_ACCOUNTS_FILE: a file with it'],
  ['LINEKEEPER_SANDBOX', '1 for the built-in fake providers, as --sandbox'],
  ['LINEKEEPER_TIMEOUT_MS', 'time for one question; 20000 by default'],
  ['HTTPS_PROXY, NO_PROXY', 'the proxy, and the hosts that are requested directly'],
  ['PAGER', 'shows what is taller than the terminal; "less -FRX" by default, "cat" for none'],
  ['NO_COLOR, FORCE_COLOR', 'colors off, or on also in a pipe'],
];

/** The variables of a provider: one of the sets of credentials, then the optional ones. */
const listProviderVariables = ({ name, credentials, settings }: Provider): string => {
  const toVariable = (key: string) => `${name}_${key}`.toUpperCase();
  const optional = Object.keys(settings.shape).filter(key => !credentials.flat().includes(key));
  const sets = credentials.map(keys => keys.map(toVariable).join(' and ')).join(', or ');
  return `${sets}; optional: ${optional.map(toVariable).join(', ')}`;
};

/** The topics, each with the text of a terminal of this width. */
export const topics: Readonly<Record<string, (width: number, context: CommandContext) => string>> = {
  fields: width => {
    const sections = [...questions, ...historyQuestions].map(({ command, columns }) =>
      formatDefinitions(
        `Columns of "${command.join(' ')}"`,
        columns.map((name): Definition => [name, columnDescriptions[name] ?? '']),
        width,
      ),
    );
    const introduction = 'Choose columns with --fields, for example --fields account,numbers,owner. Lists of providers: see their --help.';
    return [formatParagraph(introduction, width), ...sections].join('\n');
  },
  errors: width =>
    [
      formatParagraph(
        'Every error has a code, says what happened and what to do, and ends the command with the exit code of its kind.',
        width,
      ),
      formatDefinitions('Codes', Object.entries(errorMeanings), width),
      formatDefinitions('Exit codes', listExitCodes(), width),
      formatParagraph('Page: docs/accounts.md, section Errors', width),
    ].join('\n'),
  accounts: (width, { environment }) =>
    [
      formatParagraph('An account is what one set of credentials opens at one provider. One account a provider by variables:', width),
      formatDefinitions(
        'Variables',
        providers.map((provider): Definition => [provider.title, listProviderVariables(provider)]),
        width,
      ),
      formatParagraph(
        'Any number of accounts as a JSON array: in LINEKEEPER_ACCOUNTS, in the file that LINEKEEPER_ACCOUNTS_FILE names, or in ' +
          `${getDefaultAccountsFile(environment) ?? 'the default file (set HOME or XDG_CONFIG_HOME)'}. ` +
          "Keys are the variables' names in lower case, without the provider:",
        width,
      ),
      `  [{"name": "office", "provider": "${providers[0]?.name}", "${providers[0]?.credentials[0]?.[0]}": "…"}]\n`,
      formatCommands('Then', ['linekeeper doctor', 'linekeeper accounts']),
      formatParagraph('Page: docs/accounts.md', width),
    ].join('\n'),
};
