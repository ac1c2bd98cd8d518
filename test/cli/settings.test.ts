// Settings with values that cannot be meant: placeholders, unknown countries and unclear switches. Nothing is sent with them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linekeeper } from '../command.ts';
import { startLoopbackServer } from '../core/loopback-server.ts';

/** A provider that counts its requests. */
async function startProvider(): Promise<{ url: string; count(): number }> {
  let requests = 0;
  const url = await startLoopbackServer((_, response) => {
    requests++;
    response.writeHead(401).end();
  });
  return { url, count: () => requests };
}

describe('a placeholder', () => {
  it.each([
    ['TELECOMX_TOKEN', '$' + '{TELECOMX_TOKEN}'],
    ['EXOLVE_API_KEY', '$' + '{env:EXOLVE_API_KEY}'],
    ['CALLGEAR_ACCESS_TOKEN', '{{callgear}}'],
    ['TELECOMX_USERNAME', '<user name>'],
    ['CALLGEAR_PASSWORD', 'YOUR_PASSWORD_HERE'],
  ])('in %s is named, and nothing is sent', async (name, value) => {
    const { url, count } = await startProvider();
    const [provider = ''] = name.split('_');
    const { stdout, stderr } = await linekeeper(['lines'], { environment: { [name]: value, [`${provider}_BASE_URL`]: url } });
    expect(stdout + stderr).toContain(`${name} is a placeholder that was not filled in.`);
    expect(stdout + stderr).not.toContain(value);
    expect(count()).toBe(0);
  });

  it.each(['LINEKEEPER_ACCOUNTS', 'LINEKEEPER_ACCOUNTS_FILE', 'LINEKEEPER_SANDBOX'])('in %s stops the start', async name => {
    const { code, stderr } = await linekeeper(['accounts'], { environment: { [name]: '$' + '{user_config.x}' } });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringContaining(`${name} is a placeholder that was not filled in.`) });
  });

  it.each([
    ['LINEKEEPER_HTTP_TOKENS', '[{"name":"bot","token":"$' + '{MCP_TOKEN}","accounts":["*"]}]', ['mcp', '--http', '127.0.0.1:0']],
    ['LINEKEEPER_HTTP_TOKENS', '$' + '{MCP_TOKENS}', ['mcp', '--http', '127.0.0.1:0']],
    ['LINEKEEPER_SLACK_SIGNING_SECRET', '<signing secret>', ['slack', '--port', '0']],
  ])('in %s lets no one in: %s', async (name, value, command) => {
    const { code, stderr } = await linekeeper([...command, '--sandbox'], { environment: { [name]: value } });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(new RegExp(`${name}.*(placeholder|not valid JSON)`)) });
  });
});

describe('LINEKEEPER_SANDBOX', () => {
  it.each(['yes', 'ON', '1', 'true'])('is on as %s', async LINEKEEPER_SANDBOX => {
    expect((await linekeeper(['accounts'], { environment: { LINEKEEPER_SANDBOX } })).code).toBe(0);
  });

  it.each(['2', 'ture', 'sandbox'])('stops the start as %s, with an account too', async LINEKEEPER_SANDBOX => {
    const { code, stderr } = await linekeeper(['accounts'], { environment: { LINEKEEPER_SANDBOX, EXOLVE_API_KEY: 'fake-key' } });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringContaining('LINEKEEPER_SANDBOX must be 1, true, yes or on') });
  });
});

it('`~` in LINEKEEPER_ACCOUNTS_FILE is the home folder', async () => {
  const home = mkdtempSync(`${tmpdir()}/linekeeper-home-`);
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(`${home}/accounts.json`, '[{"name":"from-home","provider":"exolve"}]');
  const { stdout } = await linekeeper(['accounts'], { environment: { HOME: home, LINEKEEPER_ACCOUNTS_FILE: '~/accounts.json' } });
  expect(stdout).toContain('from-home');
});
