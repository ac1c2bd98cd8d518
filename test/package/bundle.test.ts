// The bundle for desktop hosts, as it is laid out or, where LINEKEEPER_UNPACKED_BUNDLE names a folder, as it came out of the packed file.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { tools } from '@linekeeper/questions';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleManifest, serverManifest } from '../../packages/cli/publish/manifests.ts';
import { stageBundle } from '../../packages/cli/publish/pack.ts';
import { filesIn } from './content.ts';
import { ask, type Bundle, commandOf, toolsOf } from './host.ts';

const unpacked = process.env.LINEKEEPER_UNPACKED_BUNDLE;
const temporary = mkdtempSync(`${tmpdir()}/bundle-`);
afterAll(() => rmSync(temporary, { recursive: true }));
const folder = unpacked ?? temporary;
if (unpacked === undefined) stageBundle(folder);

const manifest: typeof bundleManifest & Bundle = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
const options = Object.entries(manifest.user_config);
const names = tools.map(({ name }) => name);
const accounts = (given: Record<string, string>) =>
  ask(commandOf(manifest, folder, given), client => client.callTool({ name: 'list_accounts', arguments: {} }));

describe('the manifest of the bundle', () => {
  it('is the generated one, of the package’s version', () => {
    expect(manifest).toEqual(bundleManifest);
    expect([manifest.manifest_version, manifest.version]).toEqual(['0.3', serverManifest.version]);
  });

  it('hides what is typed where it opens an account, and there alone', () => {
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

  it('has a value for every option that is left alone: hosts pass on the placeholder of one that has none', () => {
    for (const [, { type, required, default: value }] of options) {
      expect([required, value]).toEqual([false, type === 'boolean' ? false : '']);
    }
  });
});

describe('the bundle', () => {
  it('holds the build and its papers, and nothing else', () => {
    const kinds =
      /^(manifest\.json|README\.md|LICENSE|server\/THIRD-PARTY-LICENSES\.txt|server\/linekeeper\.mjs|server\/lazy\/[\w-]+\.mjs(\.LEGAL\.txt)?)$/;
    expect(filesIn(folder).filter(file => !kinds.test(file))).toEqual([]);
    expect(filesIn(folder)).toContain(manifest.server.entry_point);
  });

  it('starts with nothing filled in, and says of a call what to set', async () => {
    const command = commandOf(manifest, folder);
    expect(Object.values(command.env ?? {}).filter(value => !['', 'false'].includes(value))).toEqual([]);
    expect(await toolsOf(command)).toEqual(names);
    expect(await accounts({})).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'config' } } });
  });

  it('opens the accounts that are filled in', async () => {
    const given = { exolve_api_key: 'fake-key', exolve_base_url: 'http://127.0.0.1:1', linekeeper_timeout_ms: '2000' };
    const found = { accounts: [{ account: 'exolve', state: 'unreachable' }] };
    expect(await accounts(given)).toMatchObject({ structuredContent: found });
  });

  it('opens the sandbox by its switch', async () => {
    const warnings = [expect.stringContaining('sandbox')];
    expect(await accounts({ linekeeper_sandbox: 'true' })).toMatchObject({ structuredContent: { warnings } });
  });
});
