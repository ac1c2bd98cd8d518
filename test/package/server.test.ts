// server.json, as the MCP Registry takes it. Its schema is not at hand, so what is known of the schema and of the registry's own checks stands here.
import { readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { npmManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';

const [pack] = serverManifest.packages;
const variables = pack?.environmentVariables ?? [];
const variableOf = (provider: string, key: string) => `${provider}_${key}`.toUpperCase();

describe('server.json', () => {
  it('is what the reviewed file says', async () => {
    await expect(`${JSON.stringify(serverManifest, null, 2)}\n`).toMatchFileSnapshot('../../packages/cli/server.json');
  });

  it('names the schema, and itself in reverse-DNS form, as the npm package does', () => {
    expect(serverManifest.$schema).toBe('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json');
    expect(serverManifest.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]\/[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$/);
    expect(serverManifest.name.length).toBeLessThanOrEqual(200);
    expect(npmManifest.mcpName).toBe(serverManifest.name);
  });

  it('keeps to the lengths', () => {
    for (const text of [serverManifest.title, serverManifest.description]) expect(text).toMatch(/^\S.{0,98}\S$/);
  });

  it('names one exact version twice', () => {
    expect(serverManifest.version).toMatch(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
    expect([pack?.version, npmManifest.version]).toEqual([serverManifest.version, serverManifest.version]);
  });

  it('holds only keys that the schema knows', () => {
    expect(Object.keys(serverManifest)).toEqual(['$schema', 'name', 'title', 'description', 'version', 'packages']);
    const known = ['registryType', 'identifier', 'version', 'runtimeHint', 'runtimeArguments', 'packageArguments', 'transport'];
    expect(Object.keys(pack ?? {})).toEqual([...known, 'environmentVariables']);
    for (const variable of variables) {
      const { name, description, isRequired, isSecret, format = 'string', ...rest } = variable;
      expect(rest).toEqual({});
      expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(description).toMatch(/\S/);
      expect([isRequired, typeof isSecret]).toEqual([false, 'boolean']);
      expect(['string', 'number', 'boolean', 'filepath']).toContain(format);
    }
  });

  it('leads a host to npx -y linekeeper@VERSION mcp, over stdio', () => {
    const texts = (list: readonly { type: string; value: string }[] = []) =>
      list.map(({ type, value }) => (type === 'positional' ? value : expect.fail(type)));
    const name = `${pack?.identifier}@${pack?.version}`;
    const words = [pack?.runtimeHint, ...texts(pack?.runtimeArguments), name, ...texts(pack?.packageArguments)];
    expect(words.join(' ')).toBe(`npx -y linekeeper@${serverManifest.version} mcp`);
    expect([pack?.registryType, pack?.transport]).toEqual(['npm', { type: 'stdio' }]);
  });

  it('has a variable for every setting of every provider, and Linekeeper’s own', () => {
    const settings = providers.flatMap(({ name, settings }) => Object.keys(settings.shape).map(key => variableOf(name, key)));
    const own = ['LINEKEEPER_ACCOUNTS', 'LINEKEEPER_ACCOUNTS_FILE', 'LINEKEEPER_TIMEOUT_MS', 'LINEKEEPER_SANDBOX'];
    expect(variables.map(({ name }) => name)).toEqual([...settings, ...own]);
  });

  it('calls secret whatever opens an account, and nothing else', () => {
    const credentials = providers.flatMap(({ name, credentials }) => credentials.flat().map(key => variableOf(name, key)));
    const secret = variables.filter(({ isSecret }) => isSecret).map(({ name }) => name);
    expect(secret.sort()).toEqual([...credentials, 'LINEKEEPER_ACCOUNTS'].sort());
  });

  it('makes no account where a host passes every variable on, empty', () => {
    expect(readAccounts(Object.fromEntries(variables.map(({ name }) => [name, ''])), providers)).toEqual([]);
  });
});
