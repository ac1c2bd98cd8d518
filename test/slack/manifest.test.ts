// The app manifest: scopes, Slack's limits, and the request URLs that the print script fills in.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = `${import.meta.dirname}/../../packages/slack/manifest`;
const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [`${folder}/print.ts`, ...args]);

describe('the app manifest', () => {
  it('requires the scope for commands, and makes those for file uploads optional', () => {
    expect(manifest.oauth_config.scopes).toEqual({ bot: ['commands'], bot_optional: ['files:write', 'im:write'] });
  });

  it('stays within Slack’s limits', () => {
    const [command] = manifest.features.slash_commands;
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
    expect(command.command).toBe('/lines');
    expect(command.description.length).toBeLessThanOrEqual(2_000);
    expect(command.usage_hint.length).toBeLessThanOrEqual(1_000);
  });

  const expected = ['https://abc.execute-api.example/slack/commands', 'https://abc.execute-api.example/slack/interactivity'];
  const getRequestUrls = (stdout: string) => {
    const { features, settings, ...rest } = JSON.parse(stdout);
    expect(rest.oauth_config).toEqual(manifest.oauth_config);
    return [features.slash_commands[0].url, settings.interactivity.request_url];
  };

  it('gets its request URLs from the URL of a server', async () => {
    expect(getRequestUrls((await run('https://abc.execute-api.example/')).stdout)).toEqual(expected);
  });

  it('gets its request URLs from the outputs of a deployment', async () => {
    const file = `${mkdtempSync(`${tmpdir()}/linekeeper-`)}/outputs.json`;
    writeFileSync(file, JSON.stringify({ Linekeeper: { SlackUrl: 'https://abc.execute-api.example' } }));
    expect(getRequestUrls((await run(file)).stdout)).toEqual(expected);
  });

  it('keeps the base path of the server, and the address that the MCP endpoint has of its own', async () => {
    const { stdout } = await run('https://lines.example/phones/', '--mcp');
    expect(JSON.parse(stdout).features.slash_commands[0].url).toBe('https://lines.example/phones/slack/commands');
    expect(JSON.parse(stdout).mcp_servers.lines.url).toBe('https://lines.example/phones/mcp');
    const file = `${mkdtempSync(`${tmpdir()}/linekeeper-`)}/outputs.json`;
    writeFileSync(
      file,
      JSON.stringify({ Linekeeper: { SlackUrl: 'https://abc.execute-api.example/phones', McpUrl: 'https://web.example/mcp' } }),
    );
    const manifest = JSON.parse((await run(file, '--mcp')).stdout);
    expect(manifest.settings.interactivity.request_url).toBe('https://abc.execute-api.example/phones/slack/interactivity');
    expect(manifest.mcp_servers.lines.url).toBe('https://web.example/mcp');
  });

  it('declares the MCP server for Slackbot where that is asked for, and only there', async () => {
    const { oauth_config, mcp_servers } = JSON.parse((await run('https://abc.execute-api.example/', '--mcp')).stdout);
    expect(oauth_config.scopes.bot).toEqual(['commands', 'mcp:connect']);
    expect(mcp_servers).toEqual({ lines: { url: 'https://abc.execute-api.example/mcp', auth_type: 'slack_identity_auth' } });
    expect((await run('https://abc.execute-api.example/')).stdout).not.toContain('mcp');
  });

  it('asks for the scope to post where changes are watched, and only there', async () => {
    const readScopes = async (...args: string[]) =>
      JSON.parse((await run('https://abc.execute-api.example/', ...args)).stdout).oauth_config.scopes;
    expect(await readScopes('--watch')).toEqual({ bot: ['commands', 'chat:write'], bot_optional: ['files:write', 'im:write'] });
    expect((await readScopes('--watch', '--mcp')).bot).toEqual(['commands', 'chat:write', 'mcp:connect']);
    expect((await readScopes()).bot).toEqual(['commands']);
  });

  it.each(['', 'http://abc.example', 'no-file.json'])('is not printed for the argument %j, but the usage is', async argument => {
    await expect(run(argument)).rejects.toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining('https:') });
  });
});
