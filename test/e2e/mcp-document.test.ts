// The settings in docs/mcp.md are valid.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseHttpSettings } from '@linekeeper/mcp';
import { describe, expect, it } from 'vitest';

const document = readFileSync(`${import.meta.dirname}/../../docs/mcp.md`, 'utf8');

describe('docs/mcp.md', () => {
  it('has valid tokens and host names', () => {
    const [, commands = ''] = /```sh\n([^`]*export LINEKEEPER_HTTP_TOKENS[^`]*)```/.exec(document) ?? [];
    const assignments = commands.split('\n').filter(line => /^(export )?\w+=/.test(line));
    // The machine need not have OpenSSL.
    const openssl = 'openssl() { head -c 32 /dev/urandom | base64; }';
    const printed = execFileSync('bash', ['-c', [openssl, ...assignments, 'env -0'].join('\n')], { encoding: 'utf8' });
    const variables = Object.fromEntries(printed.split('\0').map(line => line.split(/=(.*)/s).slice(0, 2)));
    const { tokens, hosts } = parseHttpSettings(variables);
    expect(tokens.map(({ name, accounts }) => [name, ...accounts])).toEqual([
      ['desk', '*'],
      ['night-bot', 'moscow'],
    ]);
    expect(hosts).toEqual(['lines.example']);
  });

  it('has a valid OAuth issuer', () => {
    const [, json = ''] = /```json\n(\{\n {2}"issuer"[\s\S]*?)```/.exec(document) ?? [];
    expect(parseHttpSettings({ LINEKEEPER_HTTP_OAUTH: json }).oauth).toMatchObject({
      issuer: 'https://id.example',
      jwks: new URL('https://id.example/.well-known/jwks.json'),
      access: [{ groups: ['telephony'], accounts: ['*'] }, { accounts: ['moscow'] }],
    });
  });
});
