// Hosts that are configured by a file.
import { formatJson, type Host, referByPlaceholder, serverName, toHeaders, toJsonEntry } from './host.ts';

/** How Cursor and Windsurf are told to take a variable from their environment. */
const referByEnv = (variable: string) => `\${env:${variable}}`;

/** Claude Desktop, which starts servers only: a program of the npm registry connects it to an address. */
export const claudeDesktop: Host = {
  title: 'Claude Desktop',
  instruction: 'Put it into claude_desktop_config.json (Settings → Developer → Edit Config).',
  formatLocal: server => formatJson({ mcpServers: { [serverName]: toJsonEntry(server, referByPlaceholder) } }),
  formatRemote: ({ url, tokenVariable }) => {
    // A blank inside an argument is lost on some systems, so the variable holds the whole value of the header.
    const header = tokenVariable === undefined ? [] : ['--header', `Authorization:\${${tokenVariable}}`];
    const env = tokenVariable === undefined ? {} : { env: { [tokenVariable]: `Bearer ${referByPlaceholder()}` } };
    return formatJson({ mcpServers: { [serverName]: { command: 'npx', args: ['-y', 'mcp-remote', url, ...header], ...env } } });
  },
};

/** Cursor. */
export const cursor: Host = {
  title: 'Cursor',
  instruction: 'Put it into ~/.cursor/mcp.json, or .cursor/mcp.json in a project.',
  formatLocal: server => formatJson({ mcpServers: { [serverName]: toJsonEntry(server, referByEnv) } }),
  formatRemote: server => formatJson({ mcpServers: { [serverName]: { url: server.url, ...toHeaders(server, referByEnv) } } }),
};

/** VS Code, which asks for a credential when the server first starts, and keeps it. */
export const vscode: Host = {
  title: 'VS Code',
  instruction: 'Put it into .vscode/mcp.json, or the file of "MCP: Open User Configuration".',
  formatLocal: server =>
    formatJson({
      ...toInputs(server.credentialVariables),
      servers: { [serverName]: { type: 'stdio', ...toJsonEntry(server, referByInput) } },
    }),
  formatRemote: server =>
    formatJson({
      ...toInputs(server.tokenVariable === undefined ? [] : [server.tokenVariable]),
      servers: { [serverName]: { type: 'http', url: server.url, ...toHeaders(server, referByInput) } },
    }),
};

const toInputs = (variables: readonly string[]) =>
  variables.length === 0 ? {} : { inputs: variables.map(id => ({ type: 'promptString', id, description: id, password: true })) };

const referByInput = (variable: string) => `\${input:${variable}}`;

/** Windsurf. */
export const windsurf: Host = {
  title: 'Windsurf',
  instruction: 'Put it into ~/.codeium/windsurf/mcp_config.json.',
  formatLocal: server => formatJson({ mcpServers: { [serverName]: toJsonEntry(server, referByEnv) } }),
  formatRemote: server => formatJson({ mcpServers: { [serverName]: { serverUrl: server.url, ...toHeaders(server, referByEnv) } } }),
};

/** Zed. */
export const zed: Host = {
  title: 'Zed',
  instruction: 'Put it into settings.json (command "zed: open settings file").',
  formatLocal: server => formatJson({ context_servers: { [serverName]: toJsonEntry(server, referByPlaceholder) } }),
  formatRemote: server => formatJson({ context_servers: { [serverName]: { url: server.url, ...toHeaders(server, referByPlaceholder) } } }),
};

/** The form that most other hosts read. */
export const json: Host = {
  title: 'other hosts',
  instruction: "Put it into the host's configuration of MCP servers.",
  formatLocal: server => formatJson({ mcpServers: { [serverName]: toJsonEntry(server, referByPlaceholder) } }),
  formatRemote: server =>
    formatJson({ mcpServers: { [serverName]: { type: 'http', url: server.url, ...toHeaders(server, referByPlaceholder) } } }),
};
