// The built command over stdio: clients of both SDK generations list, call and page; raw messages see the protocol itself.
import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, linekeeper } from '../command.ts';

interface Called {
  isError?: boolean | undefined;
  structuredContent?: unknown;
  content: unknown;
  _meta?: unknown;
}

interface Calling {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<Called>;
  close(): Promise<void>;
}

const server = { command: process.execPath, args: [built, 'mcp', '--sandbox'], env: {} };

async function modern(): Promise<Calling> {
  const client = new ModernClient({ name: 'modern', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new ModernTransport(server));
  return { listTools: () => client.listTools(), callTool: async params => await client.callTool(params), close: () => client.close() };
}

async function older(): Promise<Calling> {
  const client = new OlderClient({ name: 'older', version: '1.0.0' });
  await client.connect(new OlderTransport(server));
  // The older client's result is a union with a form that no server sends any more.
  return {
    listTools: () => client.listTools(),
    callTool: async params => (await client.callTool(params)) as Called,
    close: () => client.close(),
  };
}

describe.each([
  ['modern', modern],
  ['older', older],
])('the %s client', (_, connect) => {
  let client: Calling;
  beforeAll(async () => {
    client = await connect();
  });
  afterAll(() => client.close());

  it('lists all tools', async () => {
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
      'callgear_list_sip_lines',
      'callgear_list_virtual_numbers',
      'callgear_list_employees',
      'callgear_list_customer_users',
      'telecomx_list_sip_accounts',
      'telecomx_list_sip_phones',
      'exolve_list_sip_ids',
      'exolve_list_numbers',
      'list_lines',
      'find_number',
      'audit_lines',
      'summarize_lines',
      'list_accounts',
    ]);
  });

  it('gets structured content and the same as one text', async () => {
    const { structuredContent, content, isError } = await client.callTool({ name: 'telecomx_list_sip_accounts', arguments: { up: false } });
    expect(isError ?? false).toBe(false);
    expect(structuredContent).toMatchObject({
      account: 'copenhagen',
      returned: 2,
      warnings: ["This is the built-in sandbox's data, not a real account's."],
    });
    expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
  });

  it('pages to the end and gets every row once', async () => {
    const ids: unknown[] = [];
    for (let cursor: unknown; ; ) {
      const { structuredContent } = await client.callTool({
        name: 'exolve_list_sip_ids',
        arguments: { limit: 7, ...(cursor === undefined ? {} : { cursor }) },
      });
      // The tool's output schema, which the client has just checked.
      const page = structuredContent as { rows: { sip_resource_id: string }[]; next_cursor?: string };
      ids.push(...page.rows.map(row => row.sip_resource_id));
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(ids).toContain('18446744073709551007');
  });

  it('gets wrong arguments back as an error of the contract, and the next call is fine', async () => {
    const wrong = await client.callTool({ name: 'callgear_list_sip_lines', arguments: { statsu: 'active' } });
    expect(wrong).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'input', field: 'statsu' } } });
    expect(wrong.structuredContent).toBeUndefined();
    expect(wrong.content).toEqual([{ type: 'text', text: expect.stringContaining('did you mean status?') }]);
    const right = await client.callTool({ name: 'callgear_list_sip_lines', arguments: { limit: 1 } });
    expect(right.structuredContent).toMatchObject({ returned: 1 });
  });

  it('gets a result that fits the output schema in every format', async () => {
    const needed: Record<string, object> = { find_number: { number: '70305050' }, summarize_lines: {}, list_accounts: {} };
    for (const { name } of (await client.listTools()).tools) {
      // Only agents may list their customers' users.
      if (name === 'callgear_list_customer_users') continue;
      const isList = /^[a-z]+_list_/.test(name) && !name.startsWith('list_');
      const forms = [{}, ...(isList ? [{ response_format: 'detailed' }] : []), ...(name.startsWith('telecomx') ? [{ full: true }] : [])];
      for (const form of forms) {
        const given = needed[name] ?? { limit: 40, ...form };
        expect((await client.callTool({ name, arguments: { ...given } })).isError ?? false, name).toBe(false);
      }
    }
  });
});

const lines = (...messages: object[]) => messages.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
const initialize = (protocolVersion: string) => ({
  id: 1,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } },
});
const envelope = {
  _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} },
};

async function answers(input: string, environment: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
  const { stdout, code } = await linekeeper(['mcp', '--sandbox'], { input, environment });
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

describe('the server on stdio', () => {
  it.each(['2025-06-18', '2025-11-25'])('speaks %s', async version => {
    const [first] = await answers(lines(initialize(version)));
    expect(first).toMatchObject({
      result: { protocolVersion: version, serverInfo: { name: 'linekeeper' }, capabilities: { tools: { listChanged: false } } },
    });
  });

  it('speaks 2026-07-28, with hints for caches', async () => {
    const [discovered, listed] = await answers(
      lines({ id: 1, method: 'server/discover', params: envelope }, { id: 2, method: 'tools/list', params: envelope }),
    );
    expect(discovered).toMatchObject({ result: { supportedVersions: ['2026-07-28'], cacheScope: 'public' } });
    expect(listed).toMatchObject({ result: { resultType: 'complete', ttlMs: 300_000, cacheScope: 'public' } });
  });

  it('answers what was asked before its input ended, then exits', async () => {
    const call = (id: number) => ({ id, method: 'tools/call', params: { name: 'telecomx_list_sip_phones', arguments: { limit: 500 } } });
    const all = await answers(lines(initialize('2025-11-25'), { method: 'notifications/initialized' }, call(2), call(3)));
    expect(all.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
  });

  it('writes nothing but the protocol to stdout, rubbish in between or not', async () => {
    const all = await answers(
      `not json\n{"jsonrpc":"2.0"}\n${lines(initialize('2025-11-25'), { id: 9, method: 'tools/list', params: {} })}`,
    );
    expect(all.find(({ id }) => id === 9)).toHaveProperty('result.tools');
    for (const message of all) expect(message).toMatchObject({ jsonrpc: '2.0' });
  });

  it('says an unknown tool in the protocol’s own way', async () => {
    const all = await answers(lines(initialize('2025-11-25'), { id: 2, method: 'tools/call', params: { name: 'nothing', arguments: {} } }));
    expect(all.find(({ id }) => id === 2)).toMatchObject({ error: { code: -32602 } });
  });

  it('starts without an account and says in each call what to set', async () => {
    const input = lines(initialize('2025-11-25'), { id: 2, method: 'tools/call', params: { name: 'exolve_list_sip_ids', arguments: {} } });
    const { stdout } = await linekeeper(['mcp'], { input });
    const [, answer] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(answer).toMatchObject({ result: { isError: true, _meta: { 'linekeeper/error': { code: 'config', provider: 'exolve' } } } });
    expect(answer.result.content[0].text).toMatch(/EXOLVE_API_KEY.*--sandbox/);
  });

  it('does not start with accounts that are no JSON, and says so without repeating them', async () => {
    const { code, stdout, stderr } = await linekeeper(['mcp'], { environment: { LINEKEEPER_ACCOUNTS: '[{"token": "sk-fake-planted"' } });
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_ACCOUNTS is not valid JSON/);
    expect(stderr).not.toContain('sk-fake');
  });
});
