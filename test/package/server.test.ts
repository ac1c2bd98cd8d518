// server.json for the MCP Registry. The schema is not available offline, so the tests repeat its rules and the checks of the registry.
import { readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { npmManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';

const [npmPackage] = serverManifest.packages;
const variables = npmPackage?.environmentVariables ?? [];
const variableName = (provider: string, key: string) => `${provider}_${key}`.toUpperCase();

describe('server.json', () => {
  it('matches the reviewed file', async () => {
    await expect(`${JSON.stringify(serverManifest, null, 2)}\n`).toMatchFileSnapshot('../../packages/cli/server.json');
  });

  it('names its schema, and has the same reverse-DNS name as the npm package', () => {
    expect(serverManifest.$schema).toBe('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json');
    expect(serverManifest.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]\/[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$/);
    expect(serverManifest.name.length).toBeLessThanOrEqual(200);
    expect(npmManifest.mcpName).toBe(serverManifest.name);
  });

  it('keeps the title and the description within 100 characters', () => {
    for (const text of [serverManifest.title, serverManifest.description]) expect(text).toMatch(/^\S.{0,98}\S$/);
  });

  it('has the same exact version as its package', () => {
    expect(serverManifest.version).toMatch(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
    expect([npmPackage?.version, npmManifest.version]).toEqual([serverManifest.version, serverManifest.version]);
  });

  it('has only keys of the schema', () => {
    expect(Object.keys(serverManifest)).toEqual(['$schema', 'name', 'title', 'description', 'repository', 'version', 'packages']);
    const packageKeys = ['registryType', 'identifier', 'version', 'runtimeHint', 'runtimeArguments', 'packageArguments', 'transport'];
    expect(Object.keys(npmPackage ?? {})).toEqual([...packageKeys, 'environmentVariables']);
    for (const variable of variables) {
      const { name, description, isRequired, isSecret, format = 'string', ...rest } = variable;
      expect(rest).toEqual({});
      expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(description).toMatch(/\S/);
      expect([isRequired, typeof isSecret]).toEqual([false, 'boolean']);
      expect(['string', 'number', 'boolean', 'filepath']).toContain(format);
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
