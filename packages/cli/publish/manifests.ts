// Manifests of the published package: package.json for npm, server.json for the MCP Registry, manifest.json of the MCP bundle.
import { tools } from '@linekeeper/questions';
import packageJson from '../package.json' with { type: 'json' };
import { answersInColumns } from '../src/hosts/host.ts';
import { accountsSchemaFile } from './accounts-schema.ts';
import { providerHosts, type Variable, variables } from './variables.ts';

const { name, version, description, license, type, homepage, repository, bugs } = packageJson;
/** The repository's page. */
const repositoryUrl = repository.url.replace(/^git\+|\.git$/g, '');
const title = 'Linekeeper';
/** Node versions that the command supports. */
const nodeRange = '>=22.19';
const keywords = [
  'mcp',
  'mcp-server',
  'telephony',
  'voip',
  'sip',
  'phone-numbers',
  'callgear',
  'uis',
  'comagic',
  'novofon',
  'telecomx',
  'exolve',
];
/** Reverse-DNS name: the MCP Registry lets only the owner of the GitHub organization publish under it. */
const serverName = 'io.github.linekeeper/linekeeper';

/** The published package.json, without dependencies and scripts: the build bundles everything. */
export const npmManifest = {
  name,
  version,
  description,
  license,
  homepage,
  repository,
  bugs,
  type,
  bin: { [name]: 'dist/linekeeper.mjs' },
  engines: { node: nodeRange },
  files: ['dist', accountsSchemaFile],
  keywords,
  mcpName: serverName,
};

/** The server of a team: users fill in its address and token, since none is public. A server that signs in by OAuth takes no token. */
const ownDeployment = {
  type: 'streamable-http',
  url: 'https://{host}/mcp',
  variables: {
    host: {
      description: "Your team's own deployment: its host name, and its base path if it has one (lines.example/phones)",
      isRequired: true,
      placeholder: 'lines.example',
    },
  },
  headers: [
    {
      name: 'Authorization',
      description: 'Your bearer token; leave it out where the deployment signs in by OAuth',
      isRequired: false,
      isSecret: true,
      value: 'Bearer {token}',
      variables: { token: { description: 'The token that the administrator of the deployment gave you', isSecret: true } },
    },
  ],
};

/** server.json for the MCP Registry: hosts start `npx -y linekeeper@VERSION mcp`, or connect to a deployment. */
export const serverManifest = {
  $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
  name: serverName,
  title,
  description,
  repository: { url: repositoryUrl, source: 'github', subfolder: repository.directory },
  version,
  packages: [
    {
      registryType: 'npm',
      identifier: name,
      version,
      runtimeHint: 'npx',
      runtimeArguments: [{ type: 'positional', value: '-y' }],
      packageArguments: [{ type: 'positional', value: 'mcp' }],
      transport: { type: 'stdio' },
      environmentVariables: variables.map(variable => ({
        name: variable.name,
        description: variable.description,
        isRequired: false,
        isSecret: variable.secret,
        ...(variable.kind !== 'string' && { format: variable.kind }),
      })),
    },
  ],
  remotes: [ownDeployment],
};

/** Known privacy policies. Bundle directories require one for each external service: the publisher adds the others before submitting. */
const privacyPolicies = ['https://callgear.ae/privacy-policy/', 'http://telecomx.dk/privatlivspolitik.html'];

const longDescription = `Shows the lines and numbers at your telephony providers, who has them, whether they work and what is wrong with them.
It only reads: nothing in it can change a line, buy a number or place a call.

Enter the keys of the accounts that you have and leave the rest empty, or try the sandbox.
Keys and questions are sent only to the services whose keys you enter:
${providerHosts.join(', ')}, or the address that you set instead.
Their privacy policies say what they do with them.`;

const optionKey = (variable: Variable): string => variable.name.toLowerCase();

/** manifest.json of the MCP bundle (`.mcpb`), for Claude Desktop and other hosts. */
export const bundleManifest = {
  manifest_version: '0.3',
  name,
  display_name: title,
  version,
  description,
  long_description: longDescription,
  author: { name: 'The Linekeeper authors' },
  repository: { type: repository.type, url: repositoryUrl },
  homepage,
  documentation: homepage,
  support: bugs.url,
  server: {
    type: 'node',
    entry_point: 'server/linekeeper.mjs',
    mcp_config: {
      command: 'node',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the host replaces the placeholder.
      args: ['${__dirname}/server/linekeeper.mjs', 'mcp'],
      env: {
        ...answersInColumns,
        ...Object.fromEntries(variables.map(variable => [variable.name, `\${user_config.${optionKey(variable)}}`])),
      },
    },
  },
  tools: tools.map(tool => ({ name: tool.name, description: tool.description })),
  prompts_generated: true,
  keywords,
  license,
  privacy_policies: privacyPolicies,
  compatibility: { runtimes: { node: nodeRange } },
  user_config: Object.fromEntries(variables.map(variable => [optionKey(variable), toUserConfig(variable)])),
};

/**
 * Hosts do not replace `${user_config.…}` if an option has neither a value nor a default, so each option has a default: empty means unset.
 * Numbers and files are strings, too, since hosts may reject an empty number or file name.
 */
function toUserConfig({ title, description, secret, kind }: Variable) {
  const common = { title, description, required: false };
  if (kind === 'boolean') return { type: 'boolean', ...common, default: false };
  return { type: 'string', ...common, default: '', ...(secret && { sensitive: true }) };
}
