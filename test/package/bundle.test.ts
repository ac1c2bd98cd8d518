// The MCP bundle (.mcpb) for desktop hosts: as it is staged, or unpacked from the packed file if LINEKEEPER_UNPACKED_BUNDLE names its folder.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { tools } from '@linekeeper/questions';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';
import { stageBundle } from '../../packages/cli/publish/pack.ts';
import { listFiles } from './content.ts';
import { type BundleManifest, listToolNames, resolveCommand, withClient } from './host.ts';

const unpacked = process.env.LINEKEEPER_UNPACKED_BUNDLE;
const temporary = mkdtempSync(`${tmpdir()}/bundle-`);
afterAll(() => rmSync(temporary, { recursive: true }));
const folder = unpacked ?? temporary;
if (unpacked === undefined) stageBundle(folder);

const manifest: typeof bundleManifest & BundleManifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
const options = Object.entries(manifest.user_config);
const names = tools.map(({ name }) => name);
const listAccounts = (userConfig: Record<string, string>) =>
  withClient(resolveCommand(manifest, folder, userConfig), client => client.callTool({ name: 'list_accounts', arguments: {} }));

describe('the manifest of the bundle', () => {
  it('is the generated one, with the version of the package', () => {
    expect(manifest).toEqual(bundleManifest);
    expect([manifest.manifest_version, manifest.version]).toEqual(['0.3', serverManifest.version]);
  });

  it('marks exactly the credentials as sensitive', () => {
    expect(options.filter(([, { sensitive }]) => sensitive === true).map(([key]) => key)).toEqual([
      'callgear_access_token',
      'callgear_login',
      'callgear_password',
      'telecomx_token',
      'telecomx_username',
      'telecomx_password',
      'exolve_api_key',
      'linekeeper_accounts',
    ]);
  });

  it('has a default for every option: hosts pass on the placeholder of one without a value', () => {
    for (const [, { type, required, default: value }] of options) {
      expect([required, value]).toEqual([false, type === 'boolean' ? false : '']);
    }
  });
});

describe('the bundle', () => {
  it('holds the build, its license files and its README, and nothing else', () => {
    const allowedFiles =
      /^(manifest\.json|README\.md|LICENSE|server\/THIRD-PARTY-LICENSES\.txt|server\/linekeeper\.mjs|server\/lazy\/[\w-]+\.mjs(\.LEGAL\.txt)?)$/;
    expect(listFiles(folder).filter(file => !allowedFiles.test(file))).toEqual([]);
    expect(listFiles(folder)).toContain(manifest.server.entry_point);
  });

  it('starts without any option, and a tool call says what to set', async () => {
    const command = resolveCommand(manifest, folder);
    const { LINEKEEPER_ANSWERS, ...options } = command.env ?? {};
    expect(LINEKEEPER_ANSWERS).toBe('columns');
    expect(Object.values(options).filter(value => !['', 'false'].includes(value))).toEqual([]);
    expect(await listToolNames(command)).toEqual(names);
    expect(await listAccounts({})).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'config' } } });
  });

  it('uses the accounts of the options', async () => {
    const userConfig = { exolve_api_key: 'fake-key', exolve_base_url: 'http://127.0.0.1:1', linekeeper_timeout_ms: '2000' };
    const found = { accounts: [{ account: 'exolve', state: 'unreachable' }] };
    expect(await listAccounts(userConfig)).toMatchObject({ structuredContent: found });
  });

  it('uses the sandbox if its option is on', async () => {
    const warnings = [expect.stringContaining('sandbox')];
    expect(await listAccounts({ linekeeper_sandbox: 'true' })).toMatchObject({ structuredContent: { warnings } });
  });
});
