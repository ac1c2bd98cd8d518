// Clients of both SDK generations against the command (stdio, HTTP) and the built Lambda function: tools, pagination, resources, prompts, completion.
import { getTool } from '@linekeeper/core';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstLists, firstQuestions } from '../first-tools.ts';
import { startFakeAws } from '../lambda/aws.ts';
import { startHttpBridge } from '../lambda/bridge.ts';
import { startFunction } from '../lambda/functions.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { connectLegacyClient, connectModernClient, type ServerTarget, type TestClient } from './clients.ts';
import { startHttpCommand } from './http-command.ts';

const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
const services = await startFakeAws();
services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
services.secrets.set('linekeeper/mcp', '{"tokens": [{"name": "test", "token": "fake-bearer-token", "accounts": ["*"]}]}');
const server = await startHttpCommand({ sandbox: false, environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) } });
const lambda = await startFunction('mcp', services.environment);
const gateway = await startHttpBridge(lambda);
afterAll(async () => {
  server.kill();
  for (const { close } of [lambda, gateway]) close();
  await sandbox.close();
});

const targets: [string, ServerTarget][] = [
  ['stdio', { args: ['mcp', '--sandbox'] }],
  ['HTTP', { url: server.url }],
  ['Lambda', { url: gateway.url, headers: { authorization: 'Bearer fake-bearer-token' } }],
];
const generations = [
  ['modern', connectModernClient],
  ['legacy', connectLegacyClient],
] as const;

const cases = generations.flatMap(([generation, connect]) => targets.map(([name, target]) => ({ generation, connect, name, target })));

describe.each(cases)('the $generation client over $name', ({ connect, target, name }) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await connect(target);
  });
  afterAll(() => client.close());

  it('lists all tools', async () => {
    expect((await client.listTools()).tools.map(tool => tool.name)).toEqual(tools.map(({ name }) => name));
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining([...firstLists, ...firstQuestions]));
  });

  it('gets structured content, and the same as text', async () => {
    const { structuredContent, content, isError } = await client.callTool({ name: 'telecomx_list_sip_accounts', arguments: { up: false } });
    expect(isError ?? false).toBe(false);
    expect(structuredContent).toMatchObject({ account: 'copenhagen', returned: 2 });
    expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
  });

  it('pages to the end and gets every row exactly once', async () => {
    const ids: unknown[] = [];
    for (let cursor: unknown; ; ) {
      const { structuredContent } = await client.callTool({
        name: 'exolve_list_sip_ids',
        arguments: { limit: 7, ...(cursor === undefined ? {} : { cursor }) },
      });
      // The client has validated this against the tool's output schema.
      const page = structuredContent as { rows: { sip_resource_id: string }[]; next_cursor?: string };
      ids.push(...page.rows.map(row => row.sip_resource_id));
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(ids).toContain('18446744073709551007');
  });

  it('gets a tool error for invalid arguments, and the next call succeeds', async () => {
    const failure = await client.callTool({ name: 'callgear_list_sip_lines', arguments: { statsu: 'active' } });
    expect(failure).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'input', field: 'statsu' } } });
    expect(failure.structuredContent).toBeUndefined();
    expect(failure.content).toEqual([{ type: 'text', text: expect.stringContaining('did you mean status?') }]);
    const success = await client.callTool({ name: 'callgear_list_sip_lines', arguments: { limit: 1 } });
    expect(success.structuredContent).toMatchObject({ returned: 1 });
  });

  it('gets a result that matches the output schema in every format', async () => {
    const requiredInput: Record<string, object> = {
      find_number: { number: '70305050' },
      summarize_lines: {},
      list_accounts: {},
      compare_people: { people: [{ name: 'Mette Sørensen' }] },
    };
    for (const { name } of (await client.listTools()).tools) {
      const { properties, required = [] } = getTool(tools, name).inputSchema;
      if (required.length > 0 && requiredInput[name] === undefined) continue;
      // A change log is that of a customer.
      if (name === 'telecomx_list_changes') continue;
      // Only agents may list their customers and the customers' users.
      if (['callgear_list_customer_users', 'callgear_list_customers', 'telecomx_list_customers'].includes(name)) continue;
      const isList = /^[a-z]+_list_/.test(name) && !name.startsWith('list_');
      const formats = [
        {},
        ...(isList ? [{ response_format: 'detailed' }] : []),
        ...(properties?.full === undefined ? [] : [{ full: true }]),
      ];
      for (const format of formats) {
        const input = requiredInput[name] ?? { limit: 40, ...format };
        expect((await client.callTool({ name, arguments: { ...input } })).isError ?? false, name).toBe(false);
      }
    }
  });

  it('reads all lines as a file, as many as the summary counts', async () => {
    const { contents } = await client.readResource({ uri: 'linekeeper://export/lines.csv' });
    expect(contents[0]).toMatchObject({ uri: 'linekeeper://export/lines.csv', mimeType: 'text/csv' });
    const { structuredContent } = await client.callTool({ name: 'summarize_lines', arguments: {} });
    // One more row for the header; no cell of the sandbox contains a line break.
    expect(contents[0]?.text?.trim().split('\r\n')).toHaveLength(1 + (structuredContent as { total: number }).total);
    expect(contents[0]?.text).toMatch(/^\ufeffaccount,provider,kind,id,name,numbers,/);
    // Only the built-in sandbox adds this notice.
    expect(contents.slice(1).map(({ text }) => text)).toEqual(
      name === 'stdio' ? ["This is the built-in sandbox's data, not a real account's."] : [],
    );
  });

  it('reads the accounts, the capabilities, one line and the view', async () => {
    const uris = (await client.listResources()).resources.map(({ uri }) => uri);
    expect(uris).toEqual([
      'linekeeper://accounts',
      'linekeeper://capabilities',
      'linekeeper://export/lines.csv',
      'ui://linekeeper/inventory',
    ]);
    for (const uri of uris) expect((await client.readResource({ uri })).contents[0]?.text?.length).toBeGreaterThan(100);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'linekeeper://lines/{account}/{id}',
      'linekeeper://export/lines.csv{?status,provider}',
    ]);
    const [line] = (await client.readResource({ uri: 'linekeeper://lines/kazan/18446744073709551007' })).contents;
    expect(JSON.parse(line?.text ?? '')).toMatchObject({ lines: [{ account: 'kazan', id: '18446744073709551007' }], rows: [{}] });
    await expect(client.readResource({ uri: 'linekeeper://lines/kazan/0' })).rejects.toThrow(/No line of "kazan" has this id/);
  });

  it('gets prompts that name the tools', async () => {
    const names = (await client.listPrompts()).prompts.map(prompt => prompt.name);
    expect(names).toEqual(['audit_my_lines', 'leaver_check', 'find_owner', 'daily_report']);
    const { messages } = await client.getPrompt({ name: 'find_owner', arguments: { number: '70 30 50 50' } });
    expect(JSON.stringify(messages)).toMatch(/find_number/);
  });

  it('completes the name of an account', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'linekeeper://lines/{account}/{id}' },
      argument: { name: 'account', value: 'mo' },
    });
    expect(completion.values).toEqual(['moscow']);
  });
});
