// Hosts that are configured by a command of their own.
import { formatShell, type Host, type LocalServer, type RemoteServer, serverName } from './host.ts';

/** Options `NAME=VALUE` for each variable. The user's shell fills in credentials when the command runs. */
const toVariableOptions = (option: string, { environment, credentialVariables }: LocalServer) => [
  ...Object.entries(environment).flatMap(([name, value]) => [option, `${name}=${value}`]),
  ...credentialVariables.flatMap(name => [option, { raw: `${name}="$${name}"` }]),
];

/** The option for the header with the token, which the user's shell fills in. */
const toHeaderOption = ({ tokenVariable }: RemoteServer) =>
  tokenVariable === undefined ? [] : ['--header', { raw: `"Authorization: Bearer $${tokenVariable}"` }];

/** Claude Code. */
export const claudeCode: Host = {
  title: 'Claude Code',
  instruction: 'Run it in a shell.',
  formatLocal: server =>
    formatShell([
      'claude',
      'mcp',
      'add',
      '--scope',
      'user',
      serverName,
      ...toVariableOptions('--env', server),
      '--',
      ...server.commandLine,
    ]),
  formatRemote: server =>
    formatShell(['claude', 'mcp', 'add', '--scope', 'user', '--transport', 'http', serverName, server.url, ...toHeaderOption(server)]),
};

/** Codex, whose configuration takes the name of the variable with the token. */
export const codex: Host = {
  title: 'Codex',
  instruction: 'Run it in a shell.',
  formatLocal: server =>
    formatShell(['codex', 'mcp', 'add', serverName, ...toVariableOptions('--env', server), '--', ...server.commandLine]),
  formatRemote: ({ url, tokenVariable }) =>
    formatShell([
      ...['codex', 'mcp', 'add', serverName, '--url', url],
      ...(tokenVariable === undefined ? [] : ['--bearer-token-env-var', tokenVariable]),
    ]),
};

/** Gemini CLI. Its options take every word up to the next option, so the server's own words come before them. */
export const geminiCli: Host = {
  title: 'Gemini CLI',
  instruction: 'Run it in a shell.',
  formatLocal: server =>
    formatShell(['gemini', 'mcp', 'add', serverName, ...server.commandLine, '--scope', 'user', ...toVariableOptions('--env', server)]),
  formatRemote: server =>
    formatShell(['gemini', 'mcp', 'add', serverName, server.url, '--scope', 'user', '--transport', 'http', ...toHeaderOption(server)]),
};

/** GitHub Copilot CLI. */
export const copilotCli: Host = {
  title: 'GitHub Copilot CLI',
  instruction: 'Run it in a shell.',
  formatLocal: server =>
    formatShell(['copilot', 'mcp', 'add', serverName, ...toVariableOptions('--env', server), '--', ...server.commandLine]),
  formatRemote: server => formatShell(['copilot', 'mcp', 'add', '--transport', 'http', ...toHeaderOption(server), serverName, server.url]),
};
