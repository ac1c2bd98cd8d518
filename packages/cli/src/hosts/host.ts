// What `linekeeper config` knows about an MCP host: where its configuration goes, and how it is written. No configuration contains a credential.

/** How a host on this machine starts the server. */
export interface LocalServer {
  /** The command line of the server, with absolute paths: hosts start without the user's shell. */
  commandLine: readonly string[];
  /** Variables with a value, such as the path of the accounts file. */
  environment: Readonly<Record<string, string>>;
  /** Names of variables whose values the user fills in, or the host takes from its own environment. */
  credentialVariables: readonly string[];
}

/** The server at an address. */
export interface RemoteServer {
  url: string;
  /** The variable that holds the bearer token; undefined where the server needs none. */
  tokenVariable: string | undefined;
}

/** Answers in columns: a host hands them to a model, which needs half the tokens for them. */
export const answersInColumns = { LINEKEEPER_ANSWERS: 'columns' } as const;

/** An MCP host. */
export interface Host {
  /** The name that people read. */
  title: string;
  /** Where the configuration goes: into a file, or into a shell. */
  instruction: string;
  formatLocal(server: LocalServer): string;
  formatRemote(server: RemoteServer): string;
}

/** The name under which hosts list the server. */
export const serverName = 'linekeeper';

/** Formats a value as JSON with a final line break. */
export const formatJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Formats a command for a POSIX shell. Words of `raw` are already quoted. */
export const formatShell = (words: readonly (string | { raw: string })[]): string =>
  `${words.map(word => (typeof word === 'string' ? quoteWord(word) : word.raw)).join(' ')}\n`;

const quoteWord = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The variables with their values, where `refer` writes how the host is told to fill in one of its own. */
const listVariables = ({ environment, credentialVariables }: LocalServer, refer: (variable: string) => string): Record<string, string> => ({
  ...environment,
  ...Object.fromEntries(credentialVariables.map(name => [name, refer(name)])),
});

/** Whether there is a variable to pass. */
const hasVariables = ({ environment, credentialVariables }: LocalServer) =>
  Object.keys(environment).length + credentialVariables.length > 0;

/** An entry of the usual JSON form: `command`, `args` and, where there are variables, `env`. */
export function toJsonEntry(server: LocalServer, refer: (variable: string) => string) {
  const [command = '', ...args] = server.commandLine;
  return { command, args, ...(hasVariables(server) && { env: listVariables(server, refer) }) };
}

/** The headers of a remote entry; empty where the server needs no token. */
export const toHeaders = ({ tokenVariable }: RemoteServer, refer: (variable: string) => string) =>
  tokenVariable === undefined ? {} : { headers: { Authorization: `Bearer ${refer(tokenVariable)}` } };

/** A value that the user must replace. The server names one that was left as it is, and sends nothing with it. */
export const placeholder = '<your-key>';

/** Refers to a variable by the placeholder, for hosts that fill in nothing. */
export const referByPlaceholder = (): string => placeholder;
