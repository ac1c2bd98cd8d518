// The skills extension: clients of both eras list, check and read the skills, and one without the extension sees the server as before.

import { historyTools } from '@linekeeper/history';
import { readSkills } from '@linekeeper/mcp/skills';
import { tools } from '@linekeeper/questions';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, describe, expect, it } from 'vitest';
import { commandFile } from '../command.ts';
import { startFakeAws } from '../lambda/aws.ts';
import { startHttpBridge } from '../lambda/bridge.ts';
import { startFunction } from '../lambda/functions.ts';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, modernMessage, post } from './raw-messages.ts';

const services = await startFakeAws();
services.secrets.set('linekeeper/accounts', '[]');
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "test", "token": "fake-bearer-token", "accounts": ["*"]}]}');
const lambda = await startFunction('mcp', services.environment);
const gateway = await startHttpBridge(lambda);
const server = await startHttpCommand();
afterAll(() => {
  server.kill();
  for (const { close } of [lambda, gateway]) close();
});

const skills = await readSkills();
const transports = {
  stdio: () => new StdioClientTransport({ command: process.execPath, args: [commandFile, 'mcp', '--sandbox'] }),
  Lambda: () =>
    new StreamableHTTPClientTransport(new URL(gateway.url), { requestInit: { headers: { authorization: 'Bearer fake-bearer-token' } } }),
};

describe.each([
  ['modern', 'stdio', { mode: { pin: '2026-07-28' } }],
  ['modern', 'Lambda', { mode: { pin: '2026-07-28' } }],
  ['legacy', 'stdio', { mode: 'legacy' }],
  ['legacy', 'Lambda', { mode: 'legacy' }],
] as const)('a client of the %s era over %s', (_, transport, versionNegotiation) => {
  it('lists, gets and reads the skills, whose files match their digests', async () => {
    const client = new Client({ name: 'skills', version: '1.0.0' }, { versionNegotiation });
    await client.connect(transports[transport]());
    const skillsClient = new SkillsClient(client);
    expect(skillsClient.supported).toBe(true);
    const listing = await skillsClient.list();
    expect(listing.skills.map(({ frontmatter }) => frontmatter.name)).toEqual(['leaver-check', 'monday-review', 'site-is-down']);
    for (const [index, skill] of listing.skills.entries()) {
      expect((await skillsClient.get(skill.uri)).skill).toEqual(skill);
      const { verified, text } = await skillsClient.read(skill);
      expect({ verified, text }).toEqual({ verified: true, text: skills[index]?.text });
    }
    await expect(skillsClient.get('skill://linekeeper/other/SKILL.md')).rejects.toThrow(/No skill is served at/);
    await expect(client.readResource({ uri: 'skill://linekeeper/other/SKILL.md' })).rejects.toThrow(/not found/i);
    await client.close();
  });
});

describe('a host without the extension', () => {
  it('sees no more of the server than the name of the extension', async () => {
    const initialize = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } };
    const { body } = await post(server.url, legacyBody('initialize', initialize));
    expect(body.result.capabilities).toEqual({
      tools: { listChanged: false },
      resources: { listChanged: false, subscribe: false },
      prompts: { listChanged: false },
      completions: {},
      extensions: { 'io.modelcontextprotocol/ui': {}, 'io.modelcontextprotocol/skills': {} },
    });
    for (const method of ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list']) {
      const { body: message, headers } = modernMessage(method);
      for (const { body: listed } of [await post(server.url, legacyBody(method)), await post(server.url, message, { headers })])
        expect(JSON.stringify(listed.result), method).not.toMatch(/skill/);
    }
  });

  it('is told the same by an invalid request as by other lists', async () => {
    const { body } = await post(server.url, legacyBody('skills/list', { cursor: 'x' }));
    expect(body.error).toMatchObject({ code: -32_602, message: expect.stringContaining('not paginated') });
    expect((await post(server.url, legacyBody('skills/get', {}))).body.error).toMatchObject({ code: -32_602 });
  });
});

describe.each(skills)('the skill $skill.frontmatter.name', ({ skill, text }) => {
  const steps = [...text.matchAll(/`([a-z]+(?:_[a-z]+)+)`(?: with `(\{[^`]*\})`)?/g)]
    .map(([, name = '', input]) => ({ name, input: input === undefined ? undefined : JSON.parse(input) }))
    .filter(({ name }) => name !== 'number_prefix');

  it('is short, and names tools that exist', () => {
    expect(text.length).toBeLessThanOrEqual(2_500);
    expect(skill.frontmatter.description.length).toBeLessThanOrEqual(300);
    expect(steps.length).toBeGreaterThan(2);
    expect([...tools, ...historyTools].map(({ name }) => name)).toEqual(expect.arrayContaining(steps.map(({ name }) => name)));
  });

  it('gives arguments that the tools take', async () => {
    for (const { name, input } of steps.filter(step => step.input !== undefined)) {
      if (historyTools.some(tool => tool.name === name)) {
        expect(Object.keys(historyTools[0]?.inputSchema.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(input)));
        continue;
      }
      const { body } = await post(server.url, legacyBody('tools/call', { name, arguments: input }));
      expect(body.result.isError, `${name} ${JSON.stringify(body.result.content)}`).toBeUndefined();
    }
  });
});
