// What registries and hosts read about the package: its package.json, its server.json, and the manifest of its bundle.
import { tools } from '@linekeeper/questions';
import packageJson from '../package.json' with { type: 'json' };
import { hosts, type Variable, variables } from './variables.ts';

const { name, version, description, license, type } = packageJson;
const title = 'Linekeeper';
/** The oldest Node that the command starts on. */
const node = '>=22.19';
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
/** Reverse-DNS: the MCP Registry lets only the owner of that GitHub organisation publish under it. */
const serverName = 'io.github.linekeeper/linekeeper';

/** Without dependencies, scripts and sources: the build holds everything. */
export const npmManifest = {
  name,
  version,
  description,
  license,
  type,
  bin: { [name]: 'dist/linekeeper.mjs' },
  engines: { node },
  files: ['dist'],
  keywords,
  mcpName: serverName,
};

/** For the MCP Registry; hosts that read it start `npx -y linekeeper@VERSION mcp`. */
export const serverManifest = {
  $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
  name: serverName,
  title,
  description,
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
};

/** Those that could be looked at. A directory of bundles wants one for each service, so the owner adds the others before submitting there. */
const privacyPolicies = ['https://callgear.ae/privacy-policy/', 'http://telecomx.dk/privatlivspolitik.html'];

const longDescription = `Asks your telephony providers which lines and numbers there are, who has them, whether they work and what is wrong with them.
It only reads: nothing in it can change a line, buy a number or place a call.

Enter the keys of the accounts that you have and leave the rest empty, or try the sandbox.
Keys and questions go to the services whose keys you enter, and to nobody else:
${hosts.join(', ')}, or the address that you set instead.
What these services do with them is said in their own privacy policies.`;

const optionOf = (variable: Variable): string => variable.name.toLowerCase();

/** For Claude Desktop and whoever else installs `.mcpb` files. */
export const bundleManifest = {
  manifest_version: '0.3',
  name,
  display_name: title,
  version,
  description,
  long_description: longDescription,
  author: { name: 'The Linekeeper authors' },
  server: {
    type: 'node',
    entry_point: 'server/linekeeper.mjs',
    mcp_config: {
      command: 'node',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the host fills it in.
      args: ['${__dirname}/server/linekeeper.mjs', 'mcp'],
      env: Object.fromEntries(variables.map(variable => [variable.name, `\${user_config.${optionOf(variable)}}`])),
    },
  },
  tools: tools.map(tool => ({ name: tool.name, description: tool.description })),
  prompts_generated: true,
  keywords,
  license,
  privacy_policies: privacyPolicies,
  compatibility: { runtimes: { node } },
  user_config: Object.fromEntries(variables.map(variable => [optionOf(variable), configOf(variable)])),
};

/**
 * Hosts leave `${user_config.…}` as it stands where an option has neither a value nor a default, so each has one: empty is unset.
 * Numbers and files are texts too, since no empty number and no file of no name is sure to pass everywhere.
 */
function configOf({ title, description, secret, kind }: Variable) {
  const said = { title, description, required: false };
  if (kind === 'boolean') return { type: 'boolean', ...said, default: false };
  return { type: 'string', ...said, default: '', ...(secret && { sensitive: true }) };
}
