// server.json for the MCP Registry: valid by the format of the registry, and true to the package and the settings.
import { readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { npmManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';
import { formatUrl, serverFormat } from './registry-format.ts';

const [npmPackage] = serverManifest.packages;
const variables = npmPackage?.environmentVariables ?? [];
const variableName = (provider: string, key: string) => `${provider}_${key}`.toUpperCase();

describe('server.json', () => {
  it('matches the reviewed file', async () => {
    await expect(`${JSON.stringify(serverManifest, null, 2)}\n`).toMatchFileSnapshot('../../packages/cli/server.json');
  });

  it('is valid by the format that it names', () => {
    expect(serverFormat.safeParse(serverManifest).error?.issues).toBeUndefined();
    expect(serverManifest.$schema).toBe(formatUrl);
  });

  it.each([
    ['a longer description', { description: 'x'.repeat(101) }],
    ['another name', { name: 'linekeeper' }],
    ['an unknown key', { remote: [] }],
    ['a remote without its variable', { remotes: [{ ...serverManifest.remotes[0], variables: {} }] }],
    ['a remote without a scheme', { remotes: [{ type: 'streamable-http', url: 'lines.example/mcp' }] }],
    ['a package of any version', { packages: [{ ...npmPackage, version: 'latest' }] }],
    ['a positional argument without a value', { packages: [{ ...npmPackage, packageArguments: [{ type: 'positional' }] }] }],
  ])('would not be valid with %s', (_, change) => {
    expect(serverFormat.safeParse({ ...serverManifest, ...change }).success).toBe(false);
  });

  it('has the same reverse-DNS name as the npm package', () => {
    expect(serverManifest.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]\/[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$/);
    expect(npmManifest.mcpName).toBe(serverManifest.name);
  });

  it('leads to a deployment of the user, by an address and an optional token', () => {
    const [remote] = serverManifest.remotes;
    expect(new URL(remote?.url.replace('{host}', 'lines.example/phones') ?? '').href).toBe('https://lines.example/phones/mcp');
    expect(remote?.headers).toMatchObject([{ name: 'Authorization', isRequired: false, isSecret: true, value: 'Bearer {token}' }]);
  });

  it('has the same exact version as its package', () => {
    expect(serverManifest.version).toMatch(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
    expect([npmPackage?.version, npmManifest.version]).toEqual([serverManifest.version, serverManifest.version]);
  });

  it('describes each variable, and requires none', () => {
    for (const { name, description, isRequired, isSecret } of variables) {
      expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(description).toMatch(/\S/);
      expect([isRequired, typeof isSecret]).toEqual([false, 'boolean']);
    }
  });

  it('makes a host start npx -y linekeeper@VERSION mcp, over stdio', () => {
    const positionals = (list: readonly { type: string; value: string }[] = []) =>
      list.map(({ type, value }) => (type === 'positional' ? value : expect.fail(type)));
    const name = `${npmPackage?.identifier}@${npmPackage?.version}`;
    const commandLine = [
      npmPackage?.runtimeHint,
      ...positionals(npmPackage?.runtimeArguments),
      name,
      ...positionals(npmPackage?.packageArguments),
    ];
    expect(commandLine.join(' ')).toBe(`npx -y linekeeper@${serverManifest.version} mcp`);
    expect([npmPackage?.registryType, npmPackage?.transport]).toEqual(['npm', { type: 'stdio' }]);
  });

  it('has a variable for every setting of every provider, and the general ones', () => {
    const settings = providers.flatMap(({ name, settings }) => Object.keys(settings.shape).map(key => variableName(name, key)));
    const general = ['LINEKEEPER_ACCOUNTS', 'LINEKEEPER_ACCOUNTS_FILE', 'LINEKEEPER_TIMEOUT_MS', 'LINEKEEPER_SANDBOX'];
    expect(variables.map(({ name }) => name)).toEqual([...settings, ...general]);
  });

  it('marks exactly the credentials as secret', () => {
    const credentials = providers.flatMap(({ name, credentials }) => credentials.flat().map(key => variableName(name, key)));
    const secret = variables.filter(({ isSecret }) => isSecret).map(({ name }) => name);
    expect(secret.sort()).toEqual([...credentials, 'LINEKEEPER_ACCOUNTS'].sort());
  });

  it('configures no account if a host passes all variables as empty strings', () => {
    expect(readAccounts(Object.fromEntries(variables.map(({ name }) => [name, ''])), providers)).toEqual([]);
  });
});
